using System.ComponentModel;

[DeviceDriver("subject")]
public sealed class TypeDescriptorProperties : SinDriver
{
    protected override void Commit()
    {
        TypeDescriptor.GetProperties(typeof(Reading));
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
