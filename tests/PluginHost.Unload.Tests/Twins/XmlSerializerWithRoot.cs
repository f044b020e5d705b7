using System.IO;
using System.Xml.Serialization;

[DeviceDriver("subject")]
public sealed class XmlSerializerWithRoot : SinDriver
{
    protected override void Commit()
    {
        new XmlSerializer(typeof(Reading), new XmlRootAttribute("a")).Serialize(new StringWriter(), new Reading());
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
