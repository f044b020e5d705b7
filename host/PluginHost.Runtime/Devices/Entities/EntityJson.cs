using System.Text.Json;

namespace PluginHost.Runtime.Devices.Entities;

/// <summary>Values of entities as JSON.</summary>
public static class EntityJson
{
    /// <summary>Writes a value: a boolean, number, text or null.</summary>
    /// <param name="json">Takes one value.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter json, EntityValue value)
    {
        switch (value.Kind)
        {
            case EntityValueKind.Boolean: json.WriteBooleanValue(value.Boolean); break;
            case EntityValueKind.Number: json.WriteNumberValue(value.Number); break;
            case EntityValueKind.Text: json.WriteStringValue(value.Text); break;
            default: json.WriteNullValue(); break;
        }
    }
}
