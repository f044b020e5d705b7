using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void Write_SameDrivers_GivesTheSameText()
    {
        Assert.Equal(Write(new MeterKnowledge()), Write(new MeterKnowledge()));
    }

    [Fact]
    public void Write_KnowsEveryKeyOfTheFile()
    {
        var schema = JsonNode.Parse(Write(new MeterKnowledge()))!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Equal(["host", "devices"], Keys(schema));
        Assert.Equal(["listen", "public_urls", "data", "plugins", "lint", "token"], Keys(schema["properties"]!["host"]!));
        Assert.Equal(["id", "name", "driver", "enabled", "log", "settings"], Keys(Device(schema)));
        Assert.Equal(["host", "port", "factor", "tls", "framing", "pin", "every", "login", "relays"], Keys(SettingsOf(schema, "meter")));
        Assert.Equal(["user", "password"], Keys(SettingsOf(schema, "meter")["properties"]!["login"]!));
    }

    [Fact]
    public void Write_Device_RequiresWhatItsDriverRequires()
    {
        var device = Device(JsonNode.Parse(Write(new MeterKnowledge()))!);

        Assert.Equal("[\"id\",\"driver\"]", device["required"]!.ToJsonString());
        Assert.Equal([null, "[\"settings\"]"], device["allOf"]!.AsArray().Select(branch => branch!["then"]!["required"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("port")]
    [InlineData("factor")]
    [InlineData("tls")]
    [InlineData("framing")]
    [InlineData("every")]
    public void Write_TypedSetting_TakesAPlaceholderToo(string name)
    {
        var setting = SettingsOf(JsonNode.Parse(Write(new MeterKnowledge()))!, "meter")["properties"]![name]!;

        Assert.NotNull(setting["default"]);
        var choices = setting["anyOf"]!.AsArray();
        var pattern = (string)choices[1]!["pattern"]!;
        Assert.Matches(pattern, "${env:NAME}");
        Assert.Matches(pattern, "${file:/run/secrets/x}s");
        Assert.DoesNotMatch(pattern, "80");
    }

    [Theory]
    [InlineData(false, "enum")]
    [InlineData(true, "examples")]
    public void Write_DriverIds_BindOnlyWhileAllPluginsWork(bool broken, string keyword)
    {
        var driver = Device(JsonNode.Parse(Write(new MeterKnowledge { AnyPluginBroken = broken }))!)["properties"]!["driver"]!;

        Assert.Contains($"\"{keyword}\":[\"beacon\",\"meter\"]", driver.ToJsonString());
    }

    [Fact]
    public void Write_MapOfSettings_TakesAnyKeyAndAPlaceholderInEachEntry()
    {
        var settings = SettingsOf(JsonNode.Parse(Write(new CabinetKnowledge()))!, "cabinet")["properties"]!;

        Assert.Equal("string", (string?)settings["devices_file"]!["type"]);
        var light = settings["lights"]!["additionalProperties"]!;
        Assert.Equal(("false", "[\"output\"]"), (light["additionalProperties"]!.ToJsonString(), light["required"]!.ToJsonString()));
        Assert.Equal(2, light["properties"]!["output"]!["anyOf"]!.AsArray().Count);
    }

    private static JsonNode Device(JsonNode schema) => schema["properties"]!["devices"]!["items"]!;

    private static JsonNode SettingsOf(JsonNode schema, string driver) => Device(schema)["allOf"]!.AsArray()
        .Single(branch => (string?)branch!["if"]!["properties"]!["driver"]!["const"] == driver)!["then"]!["properties"]!["settings"]!;

    private static IEnumerable<string> Keys(JsonNode map) => map["properties"]!.AsObject().Select(property => property.Key);

    private static string Write(IDriverKnowledge drivers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            ConfigurationSchema.Write(json, drivers);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
