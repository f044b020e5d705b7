[DeviceDriver("subject")]
public sealed class RootedTimersTimer : SinDriver
{
    protected override void Commit()
    {
        _timer.Elapsed += (_, _) => Ticks++;
        _timer.Start();
    }

    private static readonly System.Timers.Timer _timer = new(TimeSpan.FromHours(1));

    public static int Ticks { get; private set; }
}
