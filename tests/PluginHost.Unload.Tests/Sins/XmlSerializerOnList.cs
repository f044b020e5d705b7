using System.IO;
using System.Xml.Serialization;

[DeviceDriver("subject")]
public sealed class XmlSerializerOnList : SinDriver
{
    protected override void Commit()
    {
        try
        {
            new XmlSerializer(typeof(List<Reading>)).Serialize(new StringWriter(), new List<Reading> { new() });
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
