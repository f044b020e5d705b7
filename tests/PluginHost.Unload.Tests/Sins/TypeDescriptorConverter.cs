using System.ComponentModel;

[DeviceDriver("subject")]
public sealed class TypeDescriptorConverter : SinDriver
{
    protected override void Commit()
    {
        TypeDescriptor.GetConverter(typeof(Unit));
    }

    private enum Unit
    {
        Watt,
    }
}
