[DeviceDriver("subject")]
public sealed class UnobservedTaskHandler : SinDriver
{
    protected override void Commit()
    {
        TaskScheduler.UnobservedTaskException += (_, _) => Left++;
    }

    public static int Left { get; private set; }
}
