[DeviceDriver("subject")]
public sealed class RegisteredWait : SinDriver
{
    protected override void Commit()
    {
        ThreadPool.RegisterWaitForSingleObject(_event, (_, _) => Seen++, null, Timeout.Infinite, executeOnlyOnce: true);
    }

    private static readonly ManualResetEvent _event = new(false);

    public static int Seen { get; private set; }
}
