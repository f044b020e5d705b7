[DeviceDriver("subject")]
public sealed class PeriodicTimerLoop : SinDriver
{
    protected override void Commit()
    {
        _ = LoopAsync();
    }

    private static async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync())
        {
            Ticks++;
        }
    }

    public static int Ticks { get; private set; }
}
