using System.Text.Json.Nodes;

[DeviceDriver("subject")]
public sealed class JsonNodes : SinDriver
{
    protected override void Commit()
    {
        _ = JsonNode.Parse("{\"watts\":3}")!["watts"]!.GetValue<double>();
    }
}
