[DeviceDriver("subject")]
public sealed class LongDelay : SinDriver
{
    protected override void Commit()
    {
        _ = WaitAsync();
    }

    private static async Task WaitAsync()
    {
        await Task.Delay(TimeSpan.FromHours(1));
        Waited = true;
    }

    public static bool Waited { get; private set; }
}
