using PluginHost;

namespace TwoDrivers;

[VirtualDevice("first")]
public sealed class FirstVirtualDevice : IVirtualDevice
{
    public Task RunAsync(IVirtualDeviceContext context, CancellationToken stop) => Task.CompletedTask;
}
