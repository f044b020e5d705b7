[DeviceDriver("subject")]
public sealed class UnhandledExceptionHandler : SinDriver
{
    protected override void Commit()
    {
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Left++;
    }

    public static int Left { get; private set; }
}
