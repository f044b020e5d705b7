using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>Shutters, from the command to the relays. The patio door has outputs 3 (down) and 4 (up) of module 5.</summary>
public sealed class CoverDriverTests
{
    [Fact]
    [Trait("Scenario", "S9")]
    public async Task Commands_AreTheFramesOfTheProtocol()
    {
        await using var bench = await ControllerBench.OnlineAsync();

        await bench.CompleteAsync("loft", "open");
        await bench.Host.WaitForAsync("loft-movement", "opening");
        await bench.CompleteAsync("loft", "stop");
        await bench.Host.WaitForAsync("loft-movement", "stopped");
        Assert.Equal(["0 0 0 0 0 0 0 255", "0 0 0 0 0 0 0 0"], bench.WritesTo(5));

        await bench.CompleteAsync("loft", "close");
        await bench.Host.WaitForAsync("loft-movement", "closing");
        Assert.Equal("0 0 0 0 0 0 255 0", bench.WritesTo(5)[^1]);
        Assert.Empty(bench.Controller.Alarms);
    }

    [Fact]
    public async Task Turn_PassesThroughAStandstill()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.CompleteAsync("loft", "open");

        await bench.CompleteAsync("loft", "close");

        var writes = bench.Controller.Writes;
        Assert.Equal(["0 0 0 0 0 0 0 255", "0 0 0 0 0 0 0 0", "0 0 0 0 0 0 255 0"], bench.WritesTo(5));
        Assert.True(writes[2].At - writes[1].At >= TimeSpan.FromMilliseconds(490), $"{writes[2].At - writes[1].At}");
        Assert.Empty(bench.Controller.Alarms);
    }

    [Fact]
    public async Task Stop_WhileItWaitsToTurn_ComesAtOnceAndIsTheEnd()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["dead_time"] = "5s" } });
        await bench.CompleteAsync("loft", "open");
        var closing = bench.SendAsync("loft", "close");
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        await bench.CompleteAsync("loft", "stop");

        Assert.Equal(CommandAnswerStatus.Superseded, (await closing).Status);
        Assert.Equal(["0 0 0 0 0 0 0 255", "0 0 0 0 0 0 0 0"], bench.WritesTo(5));
    }

    [Fact]
    public async Task Stop_GoesBeforeWhatWaits()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.CompleteAsync("loft", "open");
        var lights = Enumerable.Range(1, 3).Select(module => bench.SendAsync($"m{module}-o1", true)).ToList();

        await bench.CompleteAsync("loft", "stop");

        await Task.WhenAll(lights);
        var order = bench.Controller.Writes.Select(write => write.Module).ToList();
        Assert.Contains(order.Take(3), module => module == 5);
        Assert.InRange(order.LastIndexOf(5), 1, 2);
    }

    [Fact]
    [Trait("Scenario", "S9")]
    public async Task RandomCommands_NeverShowBothRelaysOn()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["apply-delay"] = "30ms" } });
        var random = new Random(5);
        string[] covers = ["bay-window", "patio-door", "loft"];
        string[] wishes = ["open", "close", "stop"];
        var sent = new List<Task<CommandAnswer>>();

        for (var i = 0; i < 200; i++)
        {
            sent.Add(bench.SendAsync(covers[random.Next(3)], wishes[random.Next(3)]));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 20 : 60), TimeProvider.System);
        }

        var answers = await Task.WhenAll(sent).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(answers, answer => Assert.True(answer.Status is CommandAnswerStatus.Completed or CommandAnswerStatus.Superseded, $"{answer}"));
        Assert.Empty(bench.Controller.Alarms);
        Assert.All(bench.WritesTo(5).Select(frame => frame.Split(' ')), frame =>
        {
            Assert.False(frame[0] != "0" && frame[1] != "0", string.Join(' ', frame));
            Assert.False(frame[2] != "0" && frame[3] != "0", string.Join(' ', frame));
            Assert.False(frame[6] != "0" && frame[7] != "0", string.Join(' ', frame));
        });
    }

    [Fact]
    public async Task BothRelaysOn_AreSwitchedOff()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        bench.Controller.SetOutput(5, 7, 255);
        bench.Controller.SetOutput(5, 8, 255);

        await bench.UntilAsync(() => bench.Controller[5, 7] == 0 && bench.Controller[5, 8] == 0, "both are off");

        Assert.Equal(["0 0 0 0 0 0 0 0"], bench.WritesTo(5));
        Assert.Contains(bench.Host.Logs.Entries, entry => entry.Message.StartsWith("Both relays of loft are on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Position_IsReachedByTravelTimeAndStopsThere()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["travel_time"] = "2s" } });
        await bench.CompleteAsync("loft", "open");
        await bench.Host.WaitForAsync("loft", 100);
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        await bench.CompleteAsync("loft", 40);
        await bench.Host.WaitForAsync("loft-movement", "closing");
        await bench.Host.WaitForAsync("loft-movement", "stopped");

        var shown = bench.Host.Find("loft")!.Value.Number;
        Assert.InRange(shown, 20, 45);
        Assert.Equal(0, bench.Controller[5, 7]);
        Assert.Equal(0, bench.Controller[5, 8]);
    }

    [Fact]
    public async Task ShutterOnItsWayToAPosition_StopsWithTheDriver_AndNothingElseIsWritten()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Settings = { ["travel_time"] = "1s", ["dead_time"] = "2s" } });
        await bench.CompleteAsync("loft", "open");
        await bench.Host.WaitForAsync("loft-movement", "stopped");
        await bench.CompleteAsync("patio-door", "open");
        var closing = bench.SendAsync("patio-door", "close");
        await bench.Host.WaitForAsync("patio-door-movement", "stopped");
        await bench.CompleteAsync("loft", 10);
        await bench.Host.WaitForAsync("loft-movement", "closing");
        var written = bench.WritesTo(5).Count;

        await bench.AssertNothingLeftAsync();

        Assert.Equal(["0 0 0 0 0 0 0 0"], bench.WritesTo(5).Skip(written));
        Assert.Equal((0, 0), (bench.Controller[5, 7], bench.Controller[5, 8]));
        Assert.NotEqual(CommandAnswerStatus.Completed, (await closing).Status);
        Assert.Equal(1, bench.Counters.Goodbyes);
    }

    [Fact]
    public async Task Position_WithoutTravelTime_IsRefused()
    {
        await using var bench = await ControllerBench.OnlineAsync();

        var answer = await bench.SendAsync("loft", 40);

        Assert.Equal((CommandAnswerStatus.Refused, "A position needs the setting travel_time."), (answer.Status, answer.Reason));
        Assert.Empty(bench.WritesTo(5));
    }
}
