using System.Text.Json;

namespace PluginHost;

internal delegate void SettingSchema(Utf8JsonWriter json, string description, object? fallback);

/// <summary>The JSON Schema of each kind of setting.</summary>
internal static class SettingSchemas
{
    public static SettingSchema Duration { get; } = (json, description, fallback) =>
        Write(json, "string", description, () =>
        {
            json.WriteString("pattern", "^([0-9]+\\.?[0-9]*|\\.[0-9]+)(ms|s|m|h)$");
            json.WriteString("default", SettingDuration.Format((TimeSpan)fallback!));
        });

    public static SettingSchema Secret { get; } = (json, description, _) =>
        Write(json, ["string", "integer"], description, () => json.WriteBoolean("writeOnly", true));

    public static SettingSchema Of(string type) => (json, description, fallback) =>
        Write(json, type, description, () =>
        {
            if (fallback is bool flag)
            {
                json.WriteBoolean("default", flag);
            }
        });

    public static SettingSchema Range(string type, double min, double max, bool hasDefault = true) => (json, description, fallback) =>
        Write(json, type, description, () =>
        {
            // JSON has no infinity: an open end is left out.
            if (double.IsFinite(min))
            {
                json.WriteNumber("minimum", min);
            }

            if (double.IsFinite(max))
            {
                json.WriteNumber("maximum", max);
            }

            if (hasDefault)
            {
                json.WriteNumber("default", Convert.ToDouble(fallback, null));
            }
        });

    public static SettingSchema OneOf(IReadOnlyList<string> names, string byDefault) => (json, description, _) =>
        Write(json, "string", description, () =>
        {
            json.WriteStartArray("enum");
            foreach (var name in names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteString("default", byDefault);
        });

    public static SettingSchema Group(IReadOnlyList<Setting> members) => (json, description, _) =>
        Write(json, "object", description, () => SettingValues.WriteSchemaBody(members, json));

    public static SettingSchema Map(IReadOnlyList<Setting> members)
    {
        var entry = Group(members);
        return (json, description, _) => Write(json, "object", description, () =>
        {
            json.WritePropertyName("additionalProperties");
            entry(json, "", null);
        });
    }

    private static void Write(Utf8JsonWriter json, string type, string description, Action rest)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        WriteRest(json, description, rest);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> types, string description, Action rest)
    {
        json.WriteStartObject();
        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
        WriteRest(json, description, rest);
    }

    private static void WriteRest(Utf8JsonWriter json, string description, Action rest)
    {
        if (description.Length > 0)
        {
            json.WriteString("description", description);
        }

        rest();
        json.WriteEndObject();
    }
}
