using System.Xml.Linq;

[DeviceDriver("subject")]
public sealed class XmlByHand : SinDriver
{
    protected override void Commit()
    {
        _ = XDocument.Parse("<a/>").Root!.Name;
    }
}
