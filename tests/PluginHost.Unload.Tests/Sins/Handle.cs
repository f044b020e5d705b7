using System.Runtime.InteropServices;

[DeviceDriver("subject")]
public sealed class Handle : SinDriver
{
    protected override void Commit()
    {
        GCHandle.Alloc(this);
    }
}
