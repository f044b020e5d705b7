using System.Text.Json;

[DeviceDriver("subject")]
public sealed class JsonReflection : SinDriver
{
    protected override void Commit()
    {
        JsonSerializer.Serialize(new Reading());
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
