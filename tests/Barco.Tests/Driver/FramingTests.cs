using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Driver;

public sealed class FramingTests
{
    [Theory]
    [InlineData("raw", "raw-only")]
    [InlineData("raw", "both")]
    [InlineData("http", "http-only")]
    [InlineData("http", "both")]
    [InlineData("auto", "raw-only")]
    [InlineData("auto", "both")]
    public async Task Framing_ThatTheProjectorTakes_WorksAtOnce(string framing, string accepted)
    {
        await using var bench = await With(framing, accepted);

        await bench.ReadyAsync();

        await bench.Host.WaitForAsync("brightness", 0);
        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Auto_BeforeAProjectorThatWantsHttp_LearnsItForGood()
    {
        await using var bench = await With("auto", "http-only");

        await bench.ReadyAsync();
        Assert.Equal(2, bench.Counters.Accepted);
        Assert.InRange(bench.Closed[0].Seconds, 4.5, 5.5);
        bench.Host.Reconnect();
        await bench.OpenedAsync(3);
        await bench.ReadyAsync();

        Assert.Equal(3, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("raw", "http-only")]
    [InlineData("http", "raw-only")]
    public async Task Framing_ThatMeetsSilence_IsTriedAgainAndNeverChanged(string framing, string accepted)
    {
        await using var bench = await With(framing, accepted);

        await bench.Host.WaitForAsync(DeviceStatus.Backoff);

        Assert.DoesNotContain(bench.Host.Device.Transitions, transition => transition.To == DeviceStatus.Online);
        Assert.InRange(bench.Closed[0].Seconds, 4.5, 5.5);
        Assert.Contains("No answer began within 5 s", bench.Host.Device.LastError, StringComparison.Ordinal);
        await bench.AssertNothingLeftAsync();
    }

    private static Task<ProjectorBench> With(string framing, string accepted) => ProjectorBench.StartAsync(new ProjectorOptions
    {
        Knobs = new() { ["state"] = "on", ["framing"] = accepted },
        Settings = new() { ["framing"] = framing },
    });
}
