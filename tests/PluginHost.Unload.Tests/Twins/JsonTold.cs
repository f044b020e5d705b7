using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

[DeviceDriver("subject")]
public sealed class JsonTold : SinDriver
{
    protected override void Commit()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() };
        var told = JsonMetadataServices.CreateObjectInfo<Reading>(options, new JsonObjectInfoValues<Reading> { ObjectCreator = () => new Reading() });
        JsonSerializer.Deserialize("{}", told);
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
