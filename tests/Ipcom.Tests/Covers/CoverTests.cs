using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Tests.Doubles;

namespace PluginHost.Ipcom.Tests.Covers;

/// <summary>A shutter by a clock moved by hand. Up is output 8 of module 5, down output 7.</summary>
public sealed class CoverTests
{
    private const string Up = "5: 0 0 0 0 0 0 0 255";
    private const string Down = "5: 0 0 0 0 0 0 255 0";
    private const string Off = "5: 0 0 0 0 0 0 0 0";

    [Fact]
    public async Task NewConnection_LetsTheMotorRestFirst_ForNobodySawWhatItDid()
    {
        var bench = new CoverBench();
        bench.Look();
        bench.Send("close");

        await bench.PassAsync(0.4);
        Assert.Empty(bench.Frames);
        await bench.PassAsync(0.3);
        Assert.Equal([Down], bench.Frames);
    }

    [Fact]
    public async Task RunThatIsNobodysGoal_IsSwitchedOffAtItsEnd()
    {
        var bench = new CoverBench(TimeSpan.FromSeconds(20));
        bench.Look();
        bench.Press(up: true, down: false);

        await bench.PassAsync(21.5);
        Assert.Empty(bench.Frames);
        await bench.PassAsync(1);

        Assert.Equal([Off], bench.Frames);
        Assert.Equal(100, bench.Cover.Position);
    }

    [Fact]
    public async Task TurnAtTheWall_IsNotUndone()
    {
        var bench = new CoverBench(TimeSpan.FromSeconds(20));
        await bench.PassAsync(1);
        bench.Send("open");
        await bench.PassAsync(2);
        bench.Press(up: false, down: true);
        await bench.PassAsync(5);

        Assert.Equal([Up], bench.Frames);
    }

    [Fact]
    public async Task Stop_IsDoneWhenASnapshotAfterItsWriteShowsIt()
    {
        var bench = new CoverBench();
        await bench.PassAsync(1);
        bench.Send("open");
        await bench.WriteAsync();
        var stop = bench.Send("stop");
        bench.Time.Advance(TimeSpan.FromMilliseconds(200));
        await bench.WriteAsync();

        bench.Cover.Step();
        Assert.Null(stop.Outcome);
        bench.Look();
        Assert.Equal(CommandStatus.Completed, stop.Outcome?.Status);
        Assert.Equal([Up, Off], bench.Frames);
    }

    [Fact]
    public async Task MotorThatDoesNotStopToTurnRound_IsToldToStopAgain()
    {
        var bench = new CoverBench();
        await bench.PassAsync(1);
        bench.Send("open");
        await bench.PassAsync(1);
        bench.Follows = false;
        var close = bench.Send("close");
        await bench.PassAsync(2.2);
        Assert.Equal(CommandStatus.Failed, close.Outcome?.Status);

        bench.Follows = true;
        await bench.PassAsync(3);

        Assert.Equal(CoverDirection.None, bench.Cover.Direction);
        Assert.All(bench.Frames.Skip(1), frame => Assert.Equal(Off, frame));
    }

    [Fact]
    public async Task PairOverTwoModules_IsStoppedInBothBeforeItTurns()
    {
        var bench = new CoverBench(overTwoModules: true);
        await bench.PassAsync(1);
        bench.Send("open");
        await bench.PassAsync(1);
        var close = bench.Send("close");
        await bench.PassAsync(2);

        Assert.Equal([Up, Off, "7: 0 0 0 0 0 0 0 0", "7: 255 0 0 0 0 0 0 0"], bench.Frames);
        Assert.Equal(CommandStatus.Completed, close.Outcome?.Status);
    }

    [Fact]
    public async Task CommandThatExpired_DoesNotFailTheNextOne()
    {
        var bench = new CoverBench();
        await bench.PassAsync(1);
        bench.Send("open", seconds: 0.1);
        bench.Time.Advance(TimeSpan.FromMilliseconds(150));
        await bench.WriteAsync();

        var open = bench.Send("open");
        await bench.PassAsync(1);

        Assert.Equal(CommandStatus.Completed, open.Outcome?.Status);
    }

    [Fact]
    public async Task HandOver_GoesOnWithNothingWhoseSenderIsToldThatItFailed()
    {
        var bench = new CoverBench(TimeSpan.FromSeconds(20));
        await bench.PassAsync(1);
        bench.Send("open");
        await bench.PassAsync(2);
        bench.Send("close");
        Assert.True(bench.Cover.IsAwaited);
        var left = bench.Cover.Suspend();

        var next = bench.Connect(TimeSpan.FromSeconds(20));
        next.GoOn(left);
        await bench.PassAsync(3, next);

        Assert.Equal([Up, Off], bench.Frames);
    }
}
