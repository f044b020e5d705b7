[DeviceDriver("subject")]
public sealed class FirstChanceHandler : SinDriver
{
    protected override void Commit()
    {
        AppDomain.CurrentDomain.FirstChanceException += (_, _) => Left++;
    }

    public static int Left { get; private set; }
}
