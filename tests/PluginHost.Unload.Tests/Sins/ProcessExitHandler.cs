[DeviceDriver("subject")]
public sealed class ProcessExitHandler : SinDriver
{
    protected override void Commit()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Left++;
    }

    public static int Left { get; private set; }
}
