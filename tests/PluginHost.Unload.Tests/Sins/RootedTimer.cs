[DeviceDriver("subject")]
public sealed class RootedTimer : SinDriver
{
    protected override void Commit()
    {
        _timer = new Timer(_ => Ticks++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
    }

    private static Timer? _timer;

    public static int Ticks { get; private set; }

    public static bool Runs => _timer is not null;
}
