[DeviceDriver("subject")]
public sealed class RunningThread : SinDriver
{
    protected override void Commit()
    {
        new Thread(Loop) { IsBackground = true }.Start();
    }

    private static void Loop()
    {
        while (true)
        {
            Thread.Sleep(50);
        }
    }
}
