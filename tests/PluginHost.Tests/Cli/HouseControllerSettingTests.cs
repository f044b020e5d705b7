using System.Text.Json;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class HouseControllerSettingTests : IDisposable
{
    private readonly HouseFolder _folder = new();

    [Fact]
    public async Task Check_WrongEntries_AreNamedInBothFiles()
    {
        Write(
            """
            lights:
              attic: {module: 1, output: 1, type: lihgt}
              cellar: {module: 17, output: 1}
              nook: {output: 4}
            """,
            "lights: { den: { module: 1, outptu: 2 } }");

        var outcome = await _folder.RunAsync("check");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            [
                "devices.yaml:2:39: lights: attic: type: expected one of light, switch, dimmer (did you mean 'light'?)",
                "devices.yaml:3:20: lights: cellar: module: expected a whole number from 1 to 16",
                "devices.yaml:4:9: lights: nook: setting 'module' is missing",
                "pluginhost.yaml:6:24: lights: den: setting 'output' is missing",
                "pluginhost.yaml:6:37: lights: den: unknown setting 'outptu' (did you mean 'output'?)",
            ],
            outcome.Errors.Order(StringComparer.Ordinal));
        Assert.Contains("device house: wrong", outcome.Output);
    }

    [Fact]
    public async Task Check_EntriesThatMakeNoSenseTogether_AreNamedAllAtOnce()
    {
        Write(
            """
            lights:
              attic: {module: 1, output: 1}
              cellar: {module: 1, output: 1}
              stairs: {module: 2, output: 1, type: dimmer}
            shutters:
              skylight_u: {module: 5, output: 2, relay_role: up, paired_device: skylight_dn}
              skylight_d: {module: 5, output: 1, paired_device: skylight_u}
            """,
            "modules: { 2: exo8, 5: exo-stor }, switches: { hut: { module: 5, output: 1 } }");

        var outcome = await _folder.RunAsync("check");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            [
                "devices.yaml:3:3: cellar: output 1 of module 1 is already 'attic' in line 2",
                "devices.yaml:4:40: stairs: module 2 is exo8, which has no dimmers",
                "devices.yaml:6:69: shutters: skylight_u: there is no 'skylight_dn' (did you mean 'skylight_d'?)",
                "devices.yaml:7:3: shutters: skylight_d: relay_role is missing: up or down",
                "devices.yaml:7:3: skylight_d: output 1 of module 5 is already 'hut' in line 6 of the configuration",
                "pluginhost.yaml:6:32: modules: 5: expected one of exo8, exo-dim, exo-store, dim255 (did you mean 'exo-store'?)",
            ],
            outcome.Errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_DevicesFileOfTheReferenceIntegration_IsRight()
    {
        Write(ControllerHouse.Devices, "travel_time: 25s");

        var outcome = await _folder.RunAsync("check");

        Assert.True(outcome.ExitCode == 0, outcome.ErrorText);
        Assert.Contains("device house: ok", outcome.Output);
    }

    [Fact]
    public async Task Schema_DescribesTheMapsWithTheirMembers()
    {
        _folder.ConfigureDevices("");

        var outcome = await _folder.RunAsync("schema");

        Assert.Equal(0, outcome.ExitCode);
        var settings = JsonElement.Parse(outcome.Text)
            .GetProperty("properties").GetProperty("devices").GetProperty("items").GetProperty("allOf").EnumerateArray()
            .Select(rule => rule.GetProperty("then").GetProperty("properties").GetProperty("settings").GetProperty("properties"))
            .Single(properties => properties.TryGetProperty("devices_file", out _));
        Assert.Equal("string", settings.GetProperty("devices_file").GetProperty("type").GetString());
        foreach (var map in new[] { "lights", "switches", "shutters" })
        {
            var entry = settings.GetProperty(map).GetProperty("additionalProperties");
            Assert.False(entry.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(["module", "output"], entry.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
            Assert.Equal(16, entry.GetProperty("properties").GetProperty("module").GetProperty("anyOf")[0].GetProperty("maximum").GetInt32());
        }

        Assert.True(settings.GetProperty("shutters").GetProperty("additionalProperties").GetProperty("properties").TryGetProperty("paired_device", out _));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string devices, string more)
    {
        File.WriteAllText(_folder.PathOf("devices.yaml"), devices + "\n");
        _folder.Configure($$"""
            devices:
              - id: house
                driver: ipcom
                settings:
                  { host: 127.0.0.1, username: keeper, password: {{ControllerHouse.Password}}, devices_file: devices.yaml,
                    {{more}} }
            """);
    }
}
