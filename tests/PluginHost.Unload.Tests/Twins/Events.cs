using System.Diagnostics.Tracing;

[DeviceDriver("subject")]
public sealed class Events : SinDriver
{
    protected override void Commit()
    {
        new Own().Write("one");
    }

    private sealed class Own() : EventSource("subject");
}
