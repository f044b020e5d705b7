using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingSchemaTests
{
    public static TheoryData<Setting, string> Schemas => new()
    {
        { Setting.Text("a"), """{"type":"string"}""" },
        { Setting.Required("a", "Name \"or\" address."), """{"type":"string","description":"Name \u0022or\u0022 address."}""" },
        { Setting.Secret("a"), """{"type":["string","integer"],"writeOnly":true}""" },
        { Setting.Flag("a", true), """{"type":"boolean","default":true}""" },
        { Setting.Integer("a", 9090, 1, 65535), """{"type":"integer","minimum":1,"maximum":65535,"default":9090}""" },
        { Setting.Number("a", 0.5, -1, 1), """{"type":"number","minimum":-1,"maximum":1,"default":0.5}""" },
        {
            Setting.Number("a", 0, double.NegativeInfinity, double.PositiveInfinity),
            """{"type":"number","default":0}"""
        },
        {
            Setting.Choice("a", ConnectionMode.PerPoll),
            """{"type":"string","enum":["persistent","per-poll"],"default":"per-poll"}"""
        },
        { Setting.Tree("a", "Lights."), """{"type":"object","description":"Lights."}""" },
        { Setting.RequiredSecret("a"), """{"type":["string","integer"],"writeOnly":true}""" },
        { Setting.RequiredInteger("a", 1, 8), """{"type":"integer","minimum":1,"maximum":8}""" },
        { Setting.File("a", "Lights.", Setting.Flag("x", false)), """{"type":"string","description":"Lights."}""" },
        {
            Setting.Map("a", "Lights.", Setting.Flag("x", false), Setting.Required("y")),
            """{"type":"object","description":"Lights.","additionalProperties":{"type":"object","additionalProperties":false,"properties":{"x":{"type":"boolean","default":false},"y":{"type":"string"}},"required":["y"]}}"""
        },
        {
            Setting.Group("a", Setting.Flag("x", false), Setting.Required("y")),
            """{"type":"object","additionalProperties":false,"properties":{"x":{"type":"boolean","default":false},"y":{"type":"string"}},"required":["y"]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Schemas), DisableDiscoveryEnumeration = true)]
    public void WriteSchema_EachKind_ContainsWhatItShould(Setting setting, string expected)
    {
        using var schema = Schema(setting);
        using var wanted = JsonDocument.Parse(expected);

        Assert.True(JsonElement.DeepEquals(wanted.RootElement, schema.RootElement), schema.RootElement.GetRawText());
    }

    [Fact]
    public void WriteSchema_AnySettings_IsValidJsonThatKnowsEveryMember() =>
        Prop.ForAll(SettingTrees.Declared, members =>
        {
            using var schema = Schema(Setting.Group("all", members));

            Assert.Equal(
                members.Select(m => m.Name),
                schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("5s", true)]
    [InlineData("2.5m", true)]
    [InlineData(".5s", true)]
    [InlineData("5.s", true)]
    [InlineData("350ms", true)]
    [InlineData(".s", false)]
    [InlineData("5", false)]
    [InlineData("-5s", false)]
    [InlineData("5sm", false)]
    [InlineData("NaNs", false)]
    public void WriteSchema_Duration_PatternAgreesWithTheReader(string written, bool isDuration)
    {
        var setting = Setting.Duration("d", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1));
        using var schema = Schema(setting);
        var errors = new List<SettingError>();
        SettingValues.Read([setting], SettingNode.Map([KeyValuePair.Create("d", written)]), errors);

        Assert.Equal(isDuration, Regex.IsMatch(written, schema.RootElement.GetProperty("pattern").GetString()!));
        Assert.Equal(isDuration, errors.Count == 0);
    }

    [Fact]
    public void WriteSchema_Secret_ShowsNoDefault()
    {
        using var schema = Schema(Setting.Secret("pin"));

        Assert.False(schema.RootElement.TryGetProperty("default", out _));
    }

    internal static JsonDocument Schema(Setting setting)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            setting.WriteSchema(json);
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
