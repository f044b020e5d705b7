using System.Runtime.InteropServices;

[DeviceDriver("subject")]
public sealed class FreedHandle : SinDriver
{
    protected override void Commit()
    {
        GCHandle.Alloc(this).Free();
    }
}
