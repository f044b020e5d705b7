[DeviceDriver("subject")]
public sealed class TakenBackHandler : SinDriver
{
    protected override void Commit()
    {
        AppDomain.CurrentDomain.ProcessExit += Left;
        AppDomain.CurrentDomain.ProcessExit -= Left;
    }

    private static void Left(object? sender, EventArgs args)
    {
    }
}
