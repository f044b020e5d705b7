using Microsoft.Extensions.Logging;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A cleanup that fails is seen in the log and harms nothing.</summary>
public sealed class CleanupTests
{
    [Theory]
    [InlineData("persistent")]
    [InlineData("per-poll")]
    public async Task FailedFarewell_IsLoggedAtDebugAndHarmsNothing(string mode)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Settings = new() { ["connection"] = mode },
            Wrap = driver => new BadGoodbye(driver),
        });
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.Host.WaitForAsync("state", "standby");
        if (mode == "persistent")
        {
            bench.Host.Reconnect();
        }

        await bench.OpenedAsync(3 - (mode == "persistent" ? 1 : 0));
        await bench.Host.WaitForAsync(DeviceStatus.Online);

        var line = await bench.Host.Logs.WaitForAsync(entry => entry.Message.Contains("The cleanup failed.", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Debug, line.Level);
        Assert.Contains("IOException", line.ToString(), StringComparison.Ordinal);
        Assert.Contains(bench.Host.Logs.Entries, entry => entry.Message.Contains("The farewell got lost.", StringComparison.Ordinal));
        Assert.Empty(bench.LinesAboveDebug());
        await bench.AssertNothingLeftAsync();
    }
}
