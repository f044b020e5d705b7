using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>One limit holds for a whole exchange, however its bytes come.</summary>
public sealed class MultipliedTimeoutTests
{
    [Theory]
    [InlineData("4s", "trickle=900ms", 10)]
    [InlineData("0ms", "trickle=1100ms", 1)]
    [InlineData("0ms", "trickle=100ms", 4.2)]
    [InlineData("0ms", "useless-bytes=400ms", 5)]
    [InlineData("0ms", "useless-bytes=9s", 5)]
    [InlineData("0ms", "mute", 5)]
    [InlineData("0ms", "half-reply", 1)]
    public async Task Opening_WithSpoiltAnswer_EndsInTime(string latency, string fault, double seconds)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["latency"] = latency, ["chunk-size"] = "1" },
            Settings = new() { ["framing"] = "raw" },
            Faults = [fault],
            Step = TimeSpan.FromMilliseconds(20),
        });

        if (seconds is 4.2)
        {
            // Slow, but complete within all limits.
            await bench.Host.WaitForAsync(DeviceStatus.Online);
        }
        else
        {
            await bench.Host.WaitForAsync(DeviceStatus.Backoff);
            Assert.InRange(bench.Closed[0].Seconds, seconds - 0.5, seconds + 0.5);
        }

        bench.Heal(fault.Split('=')[0]);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task FirstByteAfterFourSeconds_AndTheRestAtOnce_IsAnAnswer()
    {
        await using var bench = await ProjectorBench.StartAsync("on", [], "slow-first-byte=4s");

        await bench.Host.WaitForAsync("brightness", 0);

        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("trickle=900ms")]
    [InlineData("useless-bytes=9s")]
    [InlineData("silent")]
    public async Task Command_WhileAnAnswerTrickles_IsAnsweredWithinTenSeconds(string fault)
    {
        await using var bench = await ProjectorBench.StartAsync("on", new() { ["latency"] = "50ms" });
        await bench.ReadyAsync();
        bench.Ask(fault);
        await bench.UntilAsync(() => bench.Host.Device.Rhythms.Any(rhythm => rhythm.State == "running"), "a turn is under way");

        var answer = await bench.SendAsync("brightness", 0.5);

        Assert.NotEqual(CommandAnswerStatus.Completed, answer.Status);
        Assert.InRange(answer.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10.5));
        bench.Heal(fault.Split('=')[0]);
        for (var tries = 0; tries < 10 && answer.Status != CommandAnswerStatus.Completed; tries++)
        {
            // The trickling answer may still be under way, and end its connection yet.
            await bench.Host.WaitForAsync(DeviceStatus.Online);
            answer = await bench.SendAsync("brightness", 0.25);
        }

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        await bench.Host.WaitForAsync("brightness", 0.25);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task AlmostOneByteASecond_NeverHoldsAnExchangeLonger()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["state"] = "on", ["chunk-size"] = "1", ["chunk-delay"] = "900ms" },
            Settings = new() { ["framing"] = "raw" },
        });

        await bench.UntilAsync(() => bench.Closed.Count >= 12, "a dozen attempts have ended", 180);

        Assert.All(bench.Closed, closed => Assert.InRange(closed.Seconds, 0, 10.5));
        await bench.AssertNothingLeftAsync();
    }
}
