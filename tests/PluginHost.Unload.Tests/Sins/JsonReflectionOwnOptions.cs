using System.Text.Json;

[DeviceDriver("subject")]
public sealed class JsonReflectionOwnOptions : SinDriver
{
    protected override void Commit()
    {
        JsonSerializer.Deserialize<Reading>("{}", new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
