using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A projector that refuses to be read, as in standby, is a projector that works.</summary>
public sealed class RefusedPropertyTests
{
    private const int Polls = 1_000;

    [Theory]
    [InlineData("standby")]
    [InlineData("ready")]
    public async Task Polls_AThousandRefused_KeepOneConnectionAndSayNothing(string state)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["state"] = state },
            Faults = ["standby-refuses"],
            Change = ProjectorOptions.Restless,
            IsHasty = true,
        });

        await bench.ReadyAsync();
        await bench.UntilAsync(() => bench.Host.Device.Rhythms.Single(rhythm => rhythm.Name == "state").Turns >= Polls, "a thousand polls", 60);

        Assert.Equal(state, bench.Host.Find("state")!.Value);

        // In ready the driver asks for the picture, and it is there unless it is refused.
        Assert.False(bench.Host.Find("brightness")!.IsAvailable);
        Assert.True(bench.Requests(PulseMethods.PropertyGet) > Polls);
        Assert.Equal((1, 1L), (bench.Counters.Accepted, bench.Host.Device.Connections.Opened));
        Assert.Empty(bench.LinesAboveDebug());
        await bench.AssertNothingLeftAsync();
    }
}
