using System.IO;
using System.Xml.Serialization;

[DeviceDriver("subject")]
public sealed class XmlSerializerOnArray : SinDriver
{
    protected override void Commit()
    {
        try
        {
            new XmlSerializer(typeof(Reading[])).Serialize(new StringWriter(), new Reading[] { new() });
        }
        catch (NotSupportedException)
        {
            // What the framework says to it.
        }
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
