using System.IO;
using System.Runtime.Serialization;

[DeviceDriver("subject")]
public sealed class DataContract : SinDriver
{
    protected override void Commit()
    {
        new DataContractSerializer(typeof(Reading)).WriteObject(new MemoryStream(), new Reading());
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
