using System.Text.Json;

[DeviceDriver("subject")]
public sealed class JsonAnonymousType : SinDriver
{
    protected override void Commit()
    {
        JsonSerializer.Serialize(new { Watts = 3 });
    }
}
