using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>Another generation of the driver goes on with the same session.</summary>
public sealed class HandOverTests
{
    [Fact]
    public async Task Session_GoesOnWithItsKeyAndWithoutAGap()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.UntilAsync(() => bench.Counters.Polls >= 4, "it polls");

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));
            await bench.CompleteAsync("m1-o1", i % 2 == 0);
        }

        await bench.UntilAsync(() => bench.Counters.Polls >= 20, "it polls on");
        var polls = bench.Messages(IpcomMessageKind.Poll);
        var longest = polls.Zip(polls.Skip(1), (one, next) => next.At - one.At).Max();
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromMilliseconds(700));
        Assert.Equal((1, 1, 0), (bench.Counters.Accepted, bench.Counters.Logins, bench.Counters.Goodbyes));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task CommandUnderWay_IsConfirmedByTheOldOrLost_NeverBoth()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["apply-delay"] = "300ms" } });
        var sent = bench.SendAsync("m1-o1", true);
        await bench.UntilAsync(() => bench.WritesTo(1).Count == 1, "it is written");

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));

        Assert.Equal(CommandAnswerStatus.Completed, (await sent).Status);
        await bench.Host.WaitForAsync("m1-o1", true);
        Assert.Single(bench.WritesTo(1));
    }

    [Fact]
    public async Task ClearSession_GoesOnToo()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["secure"] = "false" } });

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));

        await bench.CompleteAsync("m1-o1", true);
        Assert.Equal(2, bench.Counters.Accepted);
    }

    [Fact]
    public async Task ShutterOnItsWay_StopsWhereItWasToStop()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["travel_time"] = "4s" } });
        await bench.CompleteAsync("loft", "close");
        await bench.Host.WaitForAsync("loft", 0);
        await bench.Host.WaitForAsync("loft-movement", "stopped");
        await bench.CompleteAsync("loft", 50);
        await bench.Host.WaitForAsync("loft-movement", "opening");

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));

        await bench.Host.WaitForAsync("loft-movement", "stopped");
        Assert.InRange(bench.Host.Find("loft")!.Value.Number, 40, 65);
        Assert.Equal((0, 0), (bench.Controller[5, 7], bench.Controller[5, 8]));
    }

    [Fact]
    public async Task ShutterThatRestsBeforeItTurns_IsWaitedFor()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.CompleteAsync("loft", "open");
        var closing = bench.SendAsync("loft", "close");
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));

        Assert.Equal(CommandAnswerStatus.Completed, (await closing).Status);
        await bench.Host.WaitForAsync("loft-movement", "closing");
        Assert.Empty(bench.Controller.Alarms);
    }

    [Fact]
    public async Task ShutterThatRestsLongerThanAHandOverWaits_StandsStillAsItsSenderIsTold()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["dead_time"] = "2s" } });
        await bench.CompleteAsync("loft", "open");
        var closing = bench.SendAsync("loft", "close");
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(new IpcomDriver()));
        Assert.Equal(CommandAnswerStatus.Failed, (await closing).Status);
        await bench.CompleteAsync("loft", "close");

        // The new wish waits for the rest of the same time.
        var writes = bench.Controller.Writes;
        Assert.Equal(["0 0 0 0 0 0 0 255", "0 0 0 0 0 0 0 0", "0 0 0 0 0 0 255 0"], bench.WritesTo(5));
        Assert.True(writes[^1].At - writes[^2].At >= TimeSpan.FromSeconds(1.9));
        Assert.Empty(bench.Controller.Alarms);
    }

    [Fact]
    public async Task Reconnect_RemembersWhereAShutterStands()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["travel_time"] = "1s" } });
        await bench.CompleteAsync("loft", "open");
        await bench.Host.WaitForAsync("loft", 100);
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        bench.Controller.Drop();
        await bench.UntilAsync(() => bench.Counters.LoggedIn == 2, "it logs in again");

        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.Host.WaitForAsync("loft", 100);
    }
}
