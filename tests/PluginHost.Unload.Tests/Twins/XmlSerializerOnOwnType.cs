using System.Xml.Serialization;

[DeviceDriver("subject")]
public sealed class XmlSerializerOnOwnType : SinDriver
{
    protected override void Commit()
    {
        _ = new XmlSerializer(typeof(Reading));
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
