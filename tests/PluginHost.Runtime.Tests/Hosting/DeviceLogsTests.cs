using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Tests.Devices;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting;

public sealed class DeviceLogsTests
{
    private readonly CollectingLoggerFactory _factory = new();
    private readonly DeviceLogs _logs;

    public DeviceLogsTests() => _logs = new DeviceLogs(_factory);

    [Fact]
    public void Line_CarriesDeviceDriverAndGeneration()
    {
        _logs.SetModel("lamp", DeviceBench.ModelOf("lamp", new ScriptedDriver(), generation: 3));
        _logs.Of("lamp").LogInformation("hello");

        var line = Assert.Single(_factory.Entries);
        Assert.Equal("device.lamp", line.Category);
        var labels = Assert.Single(line.Scopes).Values;
        Assert.Equal(("lamp", "bench", 3), (labels["Device"], labels["Driver"], labels["Generation"]));
    }

    [Fact]
    public void Line_AboutAnEarlierGeneration_CarriesThatOne()
    {
        _logs.SetModel("lamp", DeviceBench.ModelOf("lamp", new ScriptedDriver(), generation: 3));
        _logs.Of("lamp").Of(2).LogInformation("hello");

        var labels = Assert.Single(Assert.Single(_factory.Entries).Scopes).Values;
        Assert.Equal(("lamp", "bench", 2), (labels["Device"], labels["Driver"], labels["Generation"]));
    }

    [Theory]
    [InlineData(LogLevel.Debug, 3)]
    [InlineData(LogLevel.Information, 2)]
    [InlineData(LogLevel.Warning, 1)]
    public void Level_IsTheDevicesOwn(LogLevel level, int expected)
    {
        _logs.SetLevel("lamp", level);
        foreach (var written in new[] { LogLevel.Debug, LogLevel.Information, LogLevel.Warning })
        {
            _logs.Of("lamp").Log(written, "line");
            _logs.Of("other").LogDebug("line");
        }

        Assert.Equal(expected, _factory.Entries.Count);
    }

    [Fact]
    public void Logger_OfOneDevice_IsOneObject()
    {
        Assert.Same(_logs.Of("lamp"), _logs.Of("lamp"));
        var before = _logs.Of("lamp");
        _logs.Forget("lamp");
        Assert.NotSame(before, _logs.Of("lamp"));
    }

    [Fact]
    public void IsPerPoll_FollowsThePlan()
    {
        _logs.SetModel("lamp", DeviceBench.ModelOf("lamp", new ScriptedDriver { Policy = new DriverPlan { Mode = ConnectionMode.PerPoll } }));
        Assert.True(_logs.Of("lamp").IsPerPoll);
        _logs.SetModel("lamp", DeviceBench.ModelOf("lamp", new ScriptedDriver()));
        Assert.False(_logs.Of("lamp").IsPerPoll);
    }
}
