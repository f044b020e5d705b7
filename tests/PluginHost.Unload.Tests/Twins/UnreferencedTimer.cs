[DeviceDriver("subject")]
public sealed class UnreferencedTimer : SinDriver
{
    protected override void Commit()
    {
        _ = new Timer(_ => Ticks++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
    }

    public static int Ticks { get; private set; }
}
