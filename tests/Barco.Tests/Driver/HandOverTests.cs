using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>Another generation of the driver goes on with the connection, and the projector notices nothing.</summary>
public sealed class HandOverTests
{
    [Theory]
    [InlineData("raw")]
    [InlineData("http")]
    public async Task Replace_WhileOnline_StaysOnTheSameConnection(string framing)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["state"] = "on", ["pin"] = "1234" },
            Settings = new() { ["framing"] = framing },
        });
        await bench.ReadyAsync();
        var logins = bench.Requests("authenticate");
        var line = Assert.Single(bench.Host.Ledger.Lines());

        for (var generation = 2; generation <= 4; generation++)
        {
            Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new BarcoDriver()));
            await bench.ReadyAsync();
            Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("osd", generation % 2 == 0)).Status);
            await bench.Host.WaitForAsync("osd", generation % 2 == 0);
        }

        var after = Assert.Single(bench.Host.Ledger.Lines());
        Assert.Equal((line.Id, line.OpenedAt, 4), (after.Id, after.OpenedAt, after.Owner.Generation));
        Assert.Equal((1, 1, logins), (bench.Counters.Accepted, bench.Counters.Open, bench.Requests("authenticate")));
        Assert.All(bench.Host.Device.Transitions.Skip(1), transition => Assert.Equal(DeviceStatus.Online, transition.To));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Replace_WhileOnline_StillHearsOfChanges()
    {
        await using var bench = await ProjectorBench.StartAsync("on");
        await bench.ReadyAsync();
        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new BarcoDriver()));
        await bench.ReadyAsync();
        using var visitor = await bench.VisitAsync();

        await visitor.AskAsync("""{"jsonrpc":"2.0","method":"property.set","params":{"property":"image.brightness","value":0.5},"id":1}""");

        await bench.Host.WaitForAsync("brightness", 0.5);
        Assert.Equal(2, bench.Counters.Accepted);
        visitor.Dispose();
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Replace_PerPoll_IsNoHandOver()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["state"] = "on" },
            Settings = new() { ["connection"] = "per-poll" },
        });
        await bench.Host.WaitForAsync(DeviceStatus.Online);

        Assert.Equal(HandOverKind.Reconnect, await bench.Host.ReplaceAsync(new BarcoDriver()));
    }
}
