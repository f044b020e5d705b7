using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>Commands on their way to the outputs.</summary>
public sealed class WriteTests
{
    [Fact]
    public async Task Command_IsDoneWhenASnapshotShowsIt()
    {
        await using var bench = await ControllerBench.OnlineAsync();

        await bench.CompleteAsync("m3-o4", true);

        Assert.Equal(255, bench.Controller[3, 4]);
        Assert.Equal(["0 0 0 255 0 0 0 0"], bench.WritesTo(3));
        await bench.Host.WaitForAsync("m3-o4", true);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    [Trait("Scenario", "S8")]
    public async Task Write_KeepsTheOtherOutputsOfTheModule()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        bench.Controller.SetOutput(3, 2, 255);

        await bench.CompleteAsync("m3-o4", true);
        await bench.CompleteAsync("m3-o4", false);

        Assert.Equal(["0 255 0 255 0 0 0 0", "0 255 0 0 0 0 0 0"], bench.WritesTo(3));
    }

    [Fact]
    [Trait("Scenario", "S8")]
    public async Task SecondWrite_AfterAStaleSnapshot_HoldsTheFirstToo()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["apply-delay"] = "600ms" } });

        var first = bench.SendAsync("m3-o2", true);
        await bench.UntilAsync(() => bench.WritesTo(3).Count == 1, "the first is written");
        var second = bench.SendAsync("m3-o4", true);

        Assert.Equal(CommandAnswerStatus.Completed, (await first).Status);
        Assert.Equal(CommandAnswerStatus.Completed, (await second).Status);
        Assert.Equal(["0 255 0 0 0 0 0 0", "0 255 0 255 0 0 0 0"], bench.WritesTo(3));
    }

    [Fact]
    public async Task Outputs_QueuedTogether_GoOutInOneWrite()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.CompleteAsync("m1-o1", true);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(output => bench.SendAsync($"m2-o{output}", true)));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Status));
        Assert.InRange(bench.WritesTo(2).Count, 1, 2);
        Assert.Equal("255 255 255 255 255 255 255 255", bench.WritesTo(2)[^1]);
    }

    [Fact]
    public async Task TwoValuesForOneOutput_AreBothSent()
    {
        await using var bench = await ControllerBench.OnlineAsync();

        var answers = await Task.WhenAll(bench.SendAsync("m1-o1", true), bench.SendAsync("m1-o1", false), bench.SendAsync("m1-o1", true));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Status));
        Assert.Equal(["255 0 0 0 0 0 0 0", "0 0 0 0 0 0 0 0", "255 0 0 0 0 0 0 0"], bench.WritesTo(1));
    }

    [Fact]
    [Trait("Scenario", "S7")]
    public async Task Burst_IsPacedAndLetsPollsThrough()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        var polls = bench.Counters.Polls;

        var answers = await Task.WhenAll(Enumerable.Range(1, 3).SelectMany(module => Enumerable.Range(1, 8).Select(
            output => bench.SendAsync($"m{module}-o{output}", true))));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Status));
        var writes = bench.Controller.Writes;

        // Exactly 200 ms where they are sent; here they are seen when the controller comes to read them.
        Assert.All(writes.Zip(writes.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(120)));
        Assert.InRange(writes.Count, 3, 5);
        Assert.True(bench.Counters.Polls - polls >= 3);
    }

    [Fact]
    public async Task FiftyCommands_OverAllModules_LeaveTwoSnapshotsASecond()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        var entities = bench.Host.Device.Entities.Select(entity => entity.Declared)
            .Where(entity => entity.Kind is EntityKind.Switch or EntityKind.Light && entity.Id is not ("dining-table" or "sofa")).Take(44).Select(entity => entity.Id);
        (string Entity, EntityValue Value)[] wishes =
        [
            .. entities.Select(id => (id, (EntityValue)true)), ("boiler", true), ("sofa-level", 40), ("dining-table-level", 60),
            ("loft", "open"), ("bay-window", "close"), ("patio-door", "open"),
        ];
        Assert.Equal(50, wishes.Length);
        var (began, snapshots) = (bench.Time.GetTimestamp(), bench.Counters.Snapshots);

        var answers = await Task.WhenAll(wishes.Select(wish => bench.SendAsync(wish.Entity, wish.Value)));

        var seconds = bench.Time.GetElapsedTime(began).TotalSeconds;
        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Status));
        Assert.True(bench.Counters.Snapshots - snapshots >= 2 * seconds, $"{bench.Counters.Snapshots - snapshots} snapshots in {seconds:0.0} s");
        Assert.InRange(bench.Controller.Writes.Count, 13, 30);
    }

    [Fact]
    public async Task Output_ThatDoesNotFollow_FailsWithWhatItShows()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        bench.Ask("lose-write@1");

        var answer = await bench.SendAsync("m1-o1", true);

        Assert.Equal((CommandAnswerStatus.Failed, "Output 1 of module 1 shows 0 instead of 255."), (answer.Status, answer.Reason));
        await bench.CompleteAsync("m1-o1", true);
    }

    [Theory]
    [InlineData("frame")]
    [InlineData("silence")]
    [InlineData("two")]
    [InlineData("seventeen")]
    [InlineData("snapshot")]
    [Trait("Scenario", "S15")]
    public async Task AnyAnswerToAWrite_EndsTheSame(string answer)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["write-answer"] = answer, ["strict-reading"] = "true" } });

        await bench.CompleteAsync("m1-o1", true);
        await bench.CompleteAsync("m1-o2", true);
        await bench.CompleteAsync("m1-o1", false);

        Assert.Equal(["255 0 0 0 0 0 0 0", "255 255 0 0 0 0 0 0", "0 255 0 0 0 0 0 0"], bench.WritesTo(1));
        Assert.Equal(1, bench.Counters.Accepted);
        Assert.Equal(0, bench.Counters.Messages(IpcomMessageKind.Unknown));
    }

    [Fact]
    [Trait("Scenario", "S10")]
    public async Task Dimmer_TakesPercentAndOnIsFull()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        bench.Controller.SetOutput(6, 1, 30);
        await bench.Host.WaitForAsync("dining-table-level", 30);

        await bench.CompleteAsync("sofa-level", 50);
        await bench.CompleteAsync("sofa", false);
        await bench.CompleteAsync("sofa", true);

        Assert.Equal(["30 50 0 0 0 0 0 0", "30 0 0 0 0 0 0 0", "30 100 0 0 0 0 0 0"], bench.WritesTo(6));
        await bench.Host.WaitForAsync("sofa-level", 100);
        await bench.Host.WaitForAsync("dining-table", true);
    }

    [Fact]
    public async Task Level_ThatIsDragged_ShowsItsLastPlace()
    {
        await using var bench = await ControllerBench.OnlineAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(level => bench.SendAsync("sofa-level", level)));

        Assert.Equal(CommandAnswerStatus.Completed, answers[^1].Status);
        Assert.Equal(40, bench.Controller[6, 2]);
        Assert.InRange(bench.WritesTo(6).Count, 1, 4);
        Assert.All(answers, answer => Assert.True(answer.Status is CommandAnswerStatus.Completed or CommandAnswerStatus.Superseded, $"{answer}"));
    }
}
