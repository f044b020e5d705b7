[DeviceDriver("subject")]
public sealed class Clean : SinDriver
{
    protected override void Commit()
    {

    }
}
