[DeviceDriver("subject")]
public sealed class LinkedToken : SinDriver
{
    protected override async Task ListenAsync(CancellationToken stop)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(stop);
        linked.Token.Register(() => Passed = true);
        await Task.Delay(Timeout.Infinite, linked.Token);
    }

    public static bool Passed { get; private set; }
}
