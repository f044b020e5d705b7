[DeviceDriver("subject")]
public sealed class BlockedOpen : SinDriver
{
    protected override void Commit()
    {
        Thread.Sleep(Timeout.Infinite);
    }
}
