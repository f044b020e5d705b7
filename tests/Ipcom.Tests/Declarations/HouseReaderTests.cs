using PluginHost.Ipcom.Declarations;
using PluginHost.Ipcom.Tests.Doubles;

namespace PluginHost.Ipcom.Tests.Declarations;

/// <summary>The house of the settings, and every mistake in them at its line.</summary>
public sealed class HouseReaderTests : IDisposable
{
    private readonly Written _written = new();

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Maps_OfTheReferenceIntegration_AreTakenAsTheyAre()
    {
        var house = HouseReader.Read(_written.Read("""
            lights:
              pantry_ceiling: {module: 1, output: 1, type: light, display_name: "Pantry ceiling"}
              stairs: {module: 1, output: 3, type: switch, description: "by the door"}
              dining_table: {module: 6, output: 1, type: dimmer, display_name: "Dining table"}
            switches:
              boiler: {module: 4, output: 1, type: switch, display_name: "Boiler"}
            shutters:
              bay_window_d: {module: 5, output: 1, type: switch, display_name: "Bay window", relay_role: down, paired_device: bay_window_u}
              bay_window_u: {module: 5, output: 2, type: switch, display_name: "Bay window", relay_role: up, paired_device: bay_window_d}
            """));

        Assert.Equal(
            [
                "Light pantry-ceiling 'Pantry ceiling'", "Light stairs 'Stairs'", "Light dining-table 'Dining table'",
                "Number dining-table-level 'Dining table level'", "Switch boiler 'Boiler'", "Cover bay-window 'Bay window'",
                "Sensor bay-window-movement 'Bay window movement'",
            ],
            house.Entities.Select(entity => $"{entity.Kind} {entity.Id} '{entity.Name}'"));
        Assert.Equal("M5O2 M5O1", $"{house.Covers[0].Relays.Up} {house.Covers[0].Relays.Down}");
    }

    [Fact]
    public void Maps_InEveryFormOfYaml_AreTaken()
    {
        _written.Put("devices.yaml", """
            # Generated
            lights:
              "Hall_1":
                module: 1
                output: 2
                type: "light"
                display_name: "Hall: upstairs"
                description: ""
              attic__lamp:
                type: dimmer
                module: 06
                output: 1
              _cellar_: {module: 2, output: 1, description: null, display_name: }
              2nd_floor: {module: 2, output: 2, type: "switch"}
            switches:
            shutters:
              Loft_Up:
                module: 5
                output: 8
                type: switch
                relay_role: "up"
                paired_device: "Loft_Down"
              Loft_Down:
                module: 5
                output: 7
                type: switch
                relay_role: down
                paired_device: Loft_Up
            """);

        Assert.Equal(
            [
                "Light hall-1 'Hall: upstairs'", "Light attic--lamp 'Attic  lamp'", "Number attic--lamp-level 'Attic  lamp level'",
                "Light cellar 'Cellar'", "Light 2nd-floor '2nd floor'", "Cover loft 'Loft'", "Sensor loft-movement 'Loft movement'",
            ],
            HouseReader.Read(_written.Read("devices_file: devices.yaml")).Entities.Select(entity => $"{entity.Kind} {entity.Id} '{entity.Name}'"));
    }

    [Fact]
    public void Shutter_OfARoomWhoseLightHasItsName_IsCalledAfterItsRelay()
    {
        var house = HouseReader.Read(_written.Read("""
            lights:
              kitchen: {module: 1, output: 1, type: light}
            shutters:
              kitchen_d: {module: 5, output: 1, type: switch, relay_role: down, paired_device: kitchen_u}
              kitchen_u: {module: 5, output: 2, type: switch, relay_role: up, paired_device: kitchen_d}
            """));

        Assert.Equal(["kitchen", "kitchen-u", "kitchen-u-movement"], house.Entities.Select(entity => entity.Id));
    }

    [Theory]
    [InlineData("lights:\n  a: {module: 1, output: 1}\n  b: {module: 1, output: 1}", 3, "b: output 1 of module 1 is already 'a' in line 9")]
    [InlineData("lights:\n  a_b: {module: 1, output: 1}\nswitches:\n  a-b: {module: 1, output: 2}", 4, "the key 'a-b' gives the id 'a-b', which 'a_b' in line 9 has already")]
    [InlineData("lights:\n  missed_polls: {module: 1, output: 1}", 2, "the key 'missed_polls' gives the id 'missed-polls', which the driver has for itself")]
    [InlineData("lights:\n  häng: {module: 1, output: 1}", 2, "the key 'häng' must have at most 55 letters: a to z, digits, '_' and '-'")]
    [InlineData("modules:\n  2: exo9", 2, "modules: 2: expected one of exo8, exo-dim, exo-store, dim255 (did you mean 'exo8'?)")]
    [InlineData("modules:\n  17: exo8", 2, "modules: '17' is no module; they are numbered from 1 to 16")]
    [InlineData("modules:\n  2: exo8\nlights:\n  a: {module: 2, output: 1, type: dimmer}", 4, "a: module 2 is exo8, which has no dimmers")]
    [InlineData("shutters:\n  a_u: {module: 5, output: 2, relay_role: up, paired_device: a_dd}\n  a_d: {module: 5, output: 1, relay_role: down, paired_device: a_u}", 2, "shutters: a_u: there is no 'a_dd' (did you mean 'a_d'?)")]
    [InlineData("shutters:\n  a_u: {module: 5, output: 2, relay_role: up}", 2, "shutters: a_u: paired_device is missing: the key of the shutter's other relay")]
    [InlineData("shutters:\n  a_u: {module: 5, output: 2, paired_device: a_u}", 2, "shutters: a_u: relay_role is missing: up or down")]
    [InlineData("shutters:\n  a_u: {module: 5, output: 2, relay_role: up, paired_device: a_u}", 2, "shutters: a_u: 'a_u' must name 'a_u' as its paired_device, and be another relay")]
    [InlineData("shutters:\n  a: {module: 5, output: 2, relay_role: up, paired_device: b}\n  b: {module: 5, output: 1, relay_role: up, paired_device: a}", 2, "shutters: a: it and 'b' have the same relay_role; one must be up, the other down")]
    public void Nonsense_IsToldAtItsLine(string settings, int line, string message)
    {
        var errors = _written.Load(settings).Errors;

        Assert.Contains(errors, error => error.Line == Written.LinesBefore + line && error.Message == message);
    }

    [Fact]
    public void Mistakes_AreToldTogether()
    {
        var errors = _written.Load("""
            lights:
              a: {module: 1, output: 1}
              b: {module: 1, output: 1}
              c: {module: 2, output: 1}
              C: {module: 2, output: 2}
            shutters:
              d: {module: 5, output: 1, relay_role: up, paired_device: e}
            """).Errors;

        Assert.Equal([3, 5, 7], errors.Select(error => error.Line - Written.LinesBefore));
    }

    [Fact]
    public void File_OfTheReferenceIntegration_IsTakenByItsPath()
    {
        _written.Put("devices.yaml", """
            lights:
              hallway: {module: 1, output: 2, type: light, display_name: "Hallway"}
            """);

        var house = HouseReader.Read(_written.Read("devices_file: devices.yaml\nlights:\n  study: {module: 2, output: 3}"));

        Assert.Equal(["study", "hallway"], house.Entities.Select(entity => entity.Id));
    }

    [Fact]
    public void Mistake_InTheFile_IsToldThere()
    {
        _written.Put("devices.yaml", "lights:\n  hallway: {module: 1, output: 2}\n  study: {module: 1, output: 2}\n  attic: {module: 17, output: 1}\n");

        var plain = _written.Load("devices_file: devices.yaml").Errors;
        _written.Put("devices.yaml", "lights:\n  hallway: {module: 1, output: 2}\n  study: {module: 1, output: 2}\n");
        var nonsense = _written.Load("devices_file: devices.yaml").Errors;

        Assert.EndsWith("devices.yaml:4:19: lights: attic: module: expected a whole number from 1 to 16", Assert.Single(plain).ToString(), StringComparison.Ordinal);
        Assert.EndsWith("devices.yaml:3:3: study: output 2 of module 1 is already 'hallway' in line 2", Assert.Single(nonsense).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("username: 1234567890123456789012", "username: the protocol takes at most 21 letters, all of them ASCII")]
    [InlineData("password: 12345678901234567890123", "password: the protocol takes at most 22 letters, all of them ASCII")]
    [InlineData("password: Zoë", "password: the protocol takes at most 22 letters, all of them ASCII")]
    public void Credential_ThatTheProtocolCannotCarry_IsRefusedBeforehand(string setting, string message)
    {
        var errors = _written.Load(setting, replaces: setting.Split(':')[0]).Errors;

        var error = Assert.Single(errors);
        Assert.Equal(message, error.Message);
        Assert.True(error.Line > 1);
    }

    [Theory]
    [InlineData("bay_window_u", "bay_window_d", "bay_window")]
    [InlineData("loft-up", "loft-down", "loft")]
    [InlineData("left", "right", "left")]
    [InlineData("a_up", "b_down", "a_up")]
    public void CoverKey_IsWhatTheRelaysHaveInCommon(string up, string down, string key) => Assert.Equal(key, EntityId.WithoutRole(up, down));

    [Theory]
    [InlineData("travel_time: 20s", 20, null)]
    [InlineData("travel_time: 20s", 30, "30s")]
    [InlineData("", 0, null)]
    public void TravelTime_OfAShutterGoesBeforeThatOfAll(string all, int seconds, string? own)
    {
        var house = HouseReader.Read(_written.Read($$"""
            {{all}}
            shutters:
              a_d: {module: 5, output: 1, relay_role: down, paired_device: a_u}
              a_u: {module: 5, output: 2, relay_role: up, paired_device: a_d{{(own is null ? "" : $", travel_time: {own}")}}}
            """));

        Assert.Equal(seconds == 0 ? null : TimeSpan.FromSeconds(seconds), house.Covers[0].TravelTime);
    }
}
