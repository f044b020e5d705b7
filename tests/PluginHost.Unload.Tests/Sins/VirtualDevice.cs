[DeviceDriver("subject")]
public sealed class VirtualDevice : SinDriver;

[VirtualDevice("subject")]
public sealed class Virtual : IVirtualDevice
{
    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(new() { ["host"] = "127.0.0.1" });
        await Task.Delay(Timeout.Infinite, stop);
    }
}
