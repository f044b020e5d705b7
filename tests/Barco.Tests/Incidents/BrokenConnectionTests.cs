using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A connection on which anything went wrong is never used again, so that no answer is taken for another's.</summary>
public sealed class BrokenConnectionTests
{
    [Theory]
    [InlineData("late-reply=12s")]
    [InlineData("half-reply")]
    [InlineData("truncate")]
    [InlineData("truncate=29")]
    [InlineData("silent")]
    [InlineData("reset=20")]
    [InlineData("garbage=noise")]
    [InlineData("garbage=object")]
    [InlineData("http-error")]
    [InlineData("undecodable")]
    [InlineData("oversize")]
    [InlineData("wrong-id")]
    public async Task SpoiltAnswer_CostsOneConnectionAndNoValue(string fault)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions { Knobs = new() { ["state"] = "on" }, Change = ProjectorOptions.Restless });
        await bench.ReadyAsync();
        for (var times = 1; times <= 3; times++)
        {
            // Which answer it hits differs: a state, a batch of numbers, the answer to a command.
            bench.Ask($"{fault}@{times}");
            var answer = await bench.SendAsync("brightness", times / 10d);
            Assert.NotEqual(CommandAnswerStatus.Refused, answer.Status);

            await bench.OpenedAsync(times + 1);

            await bench.ReadyAsync();
            await bench.Host.WaitForAsync("state", "on");
            await bench.Host.WaitForAsync("brightness", times / 10d);
            await bench.Host.WaitForAsync("laser-power", 75);
            Assert.Equal(times + 1, bench.Counters.Accepted);
            Assert.Equal(1, bench.Counters.Open);
        }

        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Garbage_BeforeAnAnswer_IsSkipped()
    {
        await using var bench = await ProjectorBench.StartAsync("on", [], "garbage=prefix");

        await bench.ReadyAsync();

        await bench.Host.WaitForAsync("brightness", 0);
        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(42)]
    public async Task HalfAMessage_DiesWithItsConnection(int bytes)
    {
        await using var bench = await ProjectorBench.StartAsync("on", [], $"truncate={bytes}@1");

        await bench.ReadyAsync();

        await bench.Host.WaitForAsync("source", "HDMI");
        Assert.Equal(2, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }
}
