using System.IO;
using System.Runtime.Serialization;

[DeviceDriver("subject")]
public sealed class DataContractOnList : SinDriver
{
    protected override void Commit()
    {
        new DataContractSerializer(typeof(List<Reading>)).WriteObject(new MemoryStream(), new List<Reading> { new() });
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
