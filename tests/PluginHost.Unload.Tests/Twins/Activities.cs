using System.Diagnostics;

[DeviceDriver("subject")]
public sealed class Activities : SinDriver
{
    protected override void Commit()
    {
        _ = new ActivitySource("subject").StartActivity("one");
    }
}
