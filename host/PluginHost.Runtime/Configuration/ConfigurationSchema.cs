using System.Text.Json;
using System.Text.Json.Nodes;

namespace PluginHost.Runtime.Configuration;

/// <summary>The JSON Schema (draft 2020-12) of the configuration file, for editors.</summary>
public static class ConfigurationSchema
{
    /// <summary>Writes the schema; the same drivers give the same text.</summary>
    /// <param name="json">Takes one JSON object.</param>
    /// <param name="drivers">The drivers whose settings are described.</param>
    public static void Write(Utf8JsonWriter json, IDriverKnowledge drivers)
    {
        var ids = drivers.DriverIds.Order(StringComparer.Ordinal).ToList();
        var schema = Map("PluginHost configuration", new()
        {
            ["host"] = OrNothing(Host()),
            ["devices"] = OrNothing(new()
            {
                ["description"] = "The devices of the house.",
                ["type"] = "array",
                ["items"] = Device(ids, drivers),
            }),
        });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.WriteTo(json);
    }

    private static JsonObject Host() => Map("The host itself.", new()
    {
        ["listen"] = Text("Where the API is served, with scheme, host and port.", "http://127.0.0.1:8420"),
        ["public_urls"] = new JsonObject
        {
            ["description"] = "Further addresses under which browsers reach the host, such as that of a proxy in front of it: scheme, host and, where it is not the scheme's own, port.",
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string" },
            ["default"] = new JsonArray(),
        },
        ["data"] = Text("Folder of database, log files and keys, relative to this file.", "data"),
        ["plugins"] = new JsonObject
        {
            ["description"] = "Folders scanned for plugins, relative to this file.",
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string" },
            ["default"] = new JsonArray("plugins"),
        },
        ["lint"] = PlaceholderSchema.Allow(
            Choice("The lowest severity of a finding that keeps a driver script from being loaded.", "warning", "off", "warning", "error")),
        ["token"] = Text("What a client must present; required unless 'listen' is loopback.", null),
    });

    private static JsonObject Device(List<string> ids, IDriverKnowledge drivers)
    {
        var device = Map("One device.", new()
        {
            ["id"] = PlaceholderSchema.Allow(new()
            {
                ["description"] = "Unique in the house.",
                ["type"] = new JsonArray("string", "integer"),
                ["pattern"] = "^[a-z0-9-]+$",
            }),
            ["name"] = Text("The name people see.", null),
            ["driver"] = Driver(ids, drivers.AnyPluginBroken),
            ["enabled"] = PlaceholderSchema.Allow(new()
            {
                ["description"] = "Whether the host connects to it.",
                ["type"] = "boolean",
                ["default"] = true,
            }),
            ["log"] = PlaceholderSchema.Allow(
                Choice("The least severe log lines it writes.", "information", "debug", "information", "warning")),
            ["settings"] = OrNothing(new() { ["description"] = "The settings of its driver.", ["type"] = "object" }),
        });
        device["required"] = new JsonArray("id", "driver");
        if (ids.Count > 0)
        {
            device["allOf"] = new JsonArray([.. ids.Select(id => SettingsOf(id, drivers.SettingsOf(id) ?? []))]);
        }

        return device;
    }

    private static JsonObject Driver(List<string> ids, bool mayMiss)
    {
        var driver = Text("The driver that speaks with it.", null);
        if (ids.Count > 0)
        {
            driver[mayMiss ? "examples" : "enum"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        }

        return PlaceholderSchema.Allow(driver);
    }

    private static JsonNode SettingsOf(string id, IReadOnlyList<Setting> declared)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Setting.Group("settings", declared).WriteSchema(json);
        }

        var then = new JsonObject
        {
            ["properties"] = new JsonObject { ["settings"] = PlaceholderSchema.AllowBelow(JsonNode.Parse(buffer.ToArray())!.AsObject()) },
        };
        if (declared.Any(setting => setting.IsRequired))
        {
            then["required"] = new JsonArray("settings");
        }

        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["driver"] = new JsonObject { ["const"] = id } },
                ["required"] = new JsonArray("driver"),
            },
            ["then"] = then,
        };
    }

    private static JsonObject Map(string description, JsonObject properties) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = properties,
    };

    private static JsonObject OrNothing(JsonObject value)
    {
        value["type"] = new JsonArray((string)value["type"]!, "null");
        return value;
    }

    private static JsonObject Text(string description, string? byDefault)
    {
        var text = new JsonObject { ["description"] = description, ["type"] = "string" };
        if (byDefault is not null)
        {
            text["default"] = byDefault;
        }

        return text;
    }

    private static JsonObject Choice(string description, string byDefault, params IEnumerable<string> names) => new()
    {
        ["description"] = description,
        ["type"] = "string",
        ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]),
        ["default"] = byDefault,
    };
}
