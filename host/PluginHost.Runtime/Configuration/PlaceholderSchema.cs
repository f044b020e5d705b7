using System.Text.Json.Nodes;

namespace PluginHost.Runtime.Configuration;

/// <summary>Lets <c>${env:NAME}</c> and <c>${file:PATH}</c> stand where a number, a boolean or a certain text is wanted.</summary>
internal static class PlaceholderSchema
{
    private static readonly string[] Notes = ["description", "default", "writeOnly", "examples"];

    /// <summary>The schema of one value, or of a placeholder in its place. What editors show stays on top.</summary>
    public static JsonObject Allow(JsonObject value)
    {
        var wrapped = new JsonObject();
        foreach (var note in Notes)
        {
            if (value.Remove(note, out var text))
            {
                wrapped[note] = text;
            }
        }

        wrapped["anyOf"] = new JsonArray(
            value,
            new JsonObject { ["type"] = "string", ["pattern"] = @"\$\{(env|file):[^{}]+\}" });
        return wrapped;
    }

    /// <summary>The same for every value below a map of settings.</summary>
    public static JsonObject AllowBelow(JsonObject map)
    {
        if (map["additionalProperties"] is JsonObject entry)
        {
            AllowBelow(entry);
        }

        if (map["properties"] is not JsonObject properties)
        {
            return map;
        }

        foreach (var (name, value) in properties.ToList())
        {
            // A node belongs to one parent, so it is taken out before it is put back wrapped.
            properties[name] = null;
            var schema = value!.AsObject();
            properties[name] = IsMap(schema) ? AllowBelow(schema) : TakesAnyText(schema) ? schema : Allow(schema);
        }

        return map;
    }

    private static bool IsMap(JsonObject value) => value["type"]?.ToJsonString() == "\"object\"";

    private static bool TakesAnyText(JsonObject value) =>
        value["type"]!.ToJsonString().Contains("\"string\"", StringComparison.Ordinal)
        && !value.ContainsKey("enum")
        && !value.ContainsKey("pattern");
}
