using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Runtime.Devices.Entities;

namespace PluginHost.Server.Api.Documents;

/// <summary>A value as JSON: boolean, number, text or null.</summary>
internal sealed class EntityValueConverter : JsonConverter<EntityValue>
{
    public override EntityValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        // A number beyond a double would otherwise become infinite, and that nothing.
        JsonTokenType.Number => reader.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw new JsonException("the number is too large"),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => EntityValue.Nothing,
        _ => throw new JsonException("expected true, false, a number, a text or null"),
    };

    public override void Write(Utf8JsonWriter writer, EntityValue value, JsonSerializerOptions options) => EntityJson.Write(writer, value);
}
