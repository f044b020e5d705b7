using Microsoft.Extensions.Logging;
using PluginHost.Barco.Tests.Doubles;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A connection that the projector has ended, or left, is closed and not forgotten.</summary>
public abstract class StaleConnectionTests(string how)
{
    private const int Times = 200;

    [Fact]
    public async Task IdleEnd_TwoHundredTimes_LeavesNothing()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Faults = [$"close-idle={how}:200ms"],
            Settings = new() { ["timeouts.first"] = "500ms" },
            Change = ProjectorOptions.Restless,
            HasProxy = true,
            IsHasty = how == "vanish",
        });

        await bench.OpenedAsync(Times + 1);

        bench.Heal("close-idle");
        await bench.ReadyAsync();

        // The promise is a second; more leaves room for a busy machine to notice.
        Assert.All(bench.Proxy!.Connections.Where(one => one is { ServerFin: not null, ClientFin: not null }), one =>
            Assert.True(one.ClientFin - one.ServerFin < TimeSpan.FromSeconds(10), one.ToString()));
        Assert.Equal(1, bench.Counters.Open);
        Assert.DoesNotContain(bench.LinesAboveDebug(), line => line.Level == LogLevel.Error);
        await bench.AssertNothingLeftAsync();
    }

    public sealed class ByFin() : StaleConnectionTests("fin");

    public sealed class ByReset() : StaleConnectionTests("rst");

    public sealed class ByVanishing() : StaleConnectionTests("vanish");
}
