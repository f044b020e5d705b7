using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class DeviceReaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Read_EverythingGiven_IsTyped()
    {
        var loaded = _folder.Load("""
            devices:
              - id: cellar-1
                name: Cellar meter
                driver: meter
                enabled: false
                log: debug
                settings:
                  host: h
            """);

        Assert.Empty(loaded.Errors);
        var device = Assert.Single(loaded.Devices);
        Assert.Equal(("cellar-1", "Cellar meter", "meter"), (device.Id, device.Name, device.Driver));
        Assert.Equal((false, LogLevel.Debug), (device.Enabled, device.LogLevel));
        Assert.Equal((2, 5), (device.Line, device.Column));
    }

    [Fact]
    public void Read_LeastGiven_TakesTheDefaults()
    {
        var device = Assert.Single(_folder.Load("devices: [{id: a, driver: beacon}]").Devices);

        Assert.Equal(("a", true, LogLevel.Information), (device.Name, device.Enabled, device.LogLevel));
        Assert.Empty(device.Settings.Entries);
    }

    [Theory]
    [InlineData("devices: {}", "1:10: devices: expected a list; each device starts with '- id: NAME'")]
    [InlineData("devices: [a]", "1:11: expected a map with the keys id, name, driver, enabled, log, settings")]
    [InlineData("devices:\n- id: a\n", "2:3: the key 'driver' is missing")]
    [InlineData("devices:\n- driver: beacon\n  id:\n", "3:6: the key 'id' is missing")]
    [InlineData("devices:\n- driver: beacon\n  id: Cellar\n", "3:7: id: only a-z, 0-9 and '-' are allowed")]
    [InlineData("devices:\n- {id: a, driver: beacon}\n- {driver: beacon, id: a}\n", "3:24: the device id 'a' is already used in line 2")]
    [InlineData("devices:\n- {id: a, driver: beacon, enabled: yes}\n", "2:36: enabled: expected one of true, false")]
    [InlineData("devices:\n- {id: a, driver: beacon, log: trace}\n", "2:32: log: expected one of debug, information, warning")]
    [InlineData("devices:\n- {id: a, driver: beacon, lgo: debug}\n", "2:27: unknown key 'lgo' (did you mean 'log'?)")]
    [InlineData("devices:\n- {id: a, driver: becon}\n", "2:19: unknown driver 'becon' (did you mean 'beacon'?)")]
    [InlineData("devices:\n- {id: a, driver: meter}\n", "2:3: setting 'host' is missing")]
    [InlineData("devices:\n- {id: a, driver: meter, settings: [h]}\n", "2:36: expected a map of settings")]
    [InlineData("devices:\n- {id: a, driver: meter, settings: {hots: h, host: h}}\n", "2:37: unknown setting 'hots' (did you mean 'host'?)")]
    [InlineData("devices:\n- {id: a, driver: meter, settings: {host: h, port: '80'}}\n", "2:52: port: expected a whole number from 1 to 65535")]
    [InlineData("devices:\n- {id: a, driver: meter, settings: {host: h, login: {usr: x}}}\n", "2:54: unknown setting 'usr' (did you mean 'user'?)")]
    [InlineData("devices:\n- id: a\n  driver: meter\n  settings:\n    host: nowhere\n", "5:5: nothing makes sense")]
    public void Read_Wrong_NamesPlaceAndRemedy(string yaml, string expected)
    {
        Assert.Equal(expected, ConfigurationFolder.Places(_folder.Load(yaml).Errors));
    }

    [Fact]
    public void Read_ManyMistakes_ListsAllByPlace()
    {
        var loaded = _folder.Load("""
            devcies: []
            devices:
              - id: a
                driver: meter
                settings: {port: 0, factor: 11}
              - id: a
                drivr: beacon
            host:
              lint: 7
            """);

        Assert.Equal(
            """
            1:1: unknown key 'devcies' (did you mean 'devices'?)
            5:15: setting 'host' is missing
            5:22: port: expected a whole number from 1 to 65535
            5:33: factor: expected a number from 0 to 10
            6:5: the key 'driver' is missing
            6:9: the device id 'a' is already used in line 3
            7:5: unknown key 'drivr' (did you mean 'driver'?)
            9:9: lint: expected one of off, warning, error
            """,
            ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_UnknownDriverWhileAPluginIsBroken_IsAWarning()
    {
        using var folder = new ConfigurationFolder { Drivers = new MeterKnowledge { AnyPluginBroken = true } };

        var loaded = folder.Load("devices:\n- {id: a, driver: becon}\n");

        Assert.True(loaded.IsValid);
        Assert.Equal("2:19: unknown driver 'becon'; it may be one of a plugin that is not loaded", ConfigurationFolder.Places(loaded.Warnings));
        Assert.Equal("becon", loaded.Devices[0].Driver);
    }

    [Fact]
    public void Read_SecretSettings_AreMasked()
    {
        _folder.Load("devices:\n- {id: a, driver: meter, settings: {host: h, pin: 4711, login: {password: hunter22}}}\n");

        Assert.Equal("*** ***", _folder.Secrets.Mask("4711 hunter22"));
    }

    [Fact]
    public void ToString_Error_IsOneLineAnEditorCanJumpTo()
    {
        var error = Assert.Single(_folder.Load("hsot: {}\n").Errors);

        Assert.Equal($"{_folder.File}:1:1: unknown key 'hsot' (did you mean 'host'?)", error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
