using System.IO;
using System.Xml.Serialization;

[DeviceDriver("subject")]
public sealed class XmlSerializerUsed : SinDriver
{
    protected override void Commit()
    {
        new XmlSerializer(typeof(Reading)).Serialize(new StringWriter(), new Reading());
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
