[DeviceDriver("subject")]
public sealed class RunningThread : SinDriver
{
    protected override void Commit()
    {
        new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true }.Start();
    }
}
