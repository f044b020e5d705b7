using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Lanes;
using PluginHost.Runtime.Scheduling;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Lanes;

public sealed class LaneTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimerWheel _wheel;
    private readonly CommandQueue _commands;
    private readonly Turns _turns = new();
    private readonly CancellationTokenSource _stop = new();
    private long _number;

    public LaneTests()
    {
        _wheel = new TimerWheel(_time, error => throw error);
        _commands = new CommandQueue(_time, _wheel, (_, _) => { });
    }

    public void Dispose()
    {
        _stop.Dispose();
        _wheel.Dispose();
    }

    [Fact]
    public async Task Run_FirstTurnsAtOnce_LaterOnesByInterval()
    {
        var running = Run("a", "b");
        await Eventually.TrueAsync(() => _turns.Read().SequenceEqual(["a", "b"]), "both have had their first turn");

        await UntilAsync(() => _turns.Read().Count(turn => turn == "a") >= 4);

        await StopAsync(running);
        var turns = _turns.Read().CountBy(turn => turn).ToDictionary();
        Assert.InRange(turns["b"], turns["a"] - 1, turns["a"] + 1);
    }

    [Fact]
    public async Task Run_CommandsWithoutEnd_LeaveEverySecondTurnToADueRhythm()
    {
        var gate = _turns.Hold();
        var running = Run("a", "b", "c");
        await Eventually.TrueAsync(() => _turns.Read().Count == 1, "the first turn is under way");
        for (var i = 0; i < 6; i++)
        {
            Post();
        }

        gate.SetResult();
        await Eventually.TrueAsync(() => _turns.Read().Count == 9, "all is done");

        await StopAsync(running);
        Assert.Equal(["a", "!", "b", "!", "c", "!", "!", "!", "!"], _turns.Read());
    }

    [Fact]
    public async Task Run_WithGap_BeginsTheNextCommandOnlyAfterIt()
    {
        var running = new Lane([], _commands, TimeSpan.FromMilliseconds(200), _wheel, new PhaseSpreader(_time), _time).RunAsync(_turns, _stop.Token);
        Post();
        Post();
        await Eventually.TrueAsync(() => _turns.Read().Count == 1 && _commands.GapLeft > TimeSpan.Zero, "the first is done");

        _time.Advance(TimeSpan.FromMilliseconds(190));
        Assert.Single(_turns.Read());
        _time.Advance(TimeSpan.FromMilliseconds(30));
        await Eventually.TrueAsync(() => _turns.Read().Count == 2, "the second is done");
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_AfterAGapThatAnotherLaneBegan_IsWoken()
    {
        _commands.BeginGap(TimeSpan.FromSeconds(1));
        Post();
        var running = Run();

        _time.Advance(TimeSpan.FromSeconds(1.1));

        await Eventually.TrueAsync(() => _turns.Read().Count == 1, "the command is executed");
        await StopAsync(running);
    }

    [Fact]
    public async Task Turn_ThatEndsTheConnection_EndsTheLane()
    {
        _turns.GoesOn = false;

        await Run("a", "b").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["a"], _turns.Read());
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task Stop_FinishesTheTurnUnderWay()
    {
        var gate = _turns.Hold();
        var running = Run("a", "b");
        await Eventually.TrueAsync(() => _turns.Read().Count == 1, "the first turn is under way");

        await _stop.CancelAsync();
        Assert.False(running.IsCompleted);
        gate.SetResult();

        await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["a"], _turns.Read());
    }

    [Fact]
    public async Task Turn_ThatAsksForAnotherTime_GetsIt()
    {
        _turns.Next = TimeSpan.FromSeconds(7);
        var running = Run("a");
        await Eventually.TrueAsync(() => _turns.Read().Count == 1, "the first turn is done");
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(7));

        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(_turns.Read());
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await Eventually.TrueAsync(() => _turns.Read().Count == 2, "the second turn is done");
        await StopAsync(running);
    }

    [Fact]
    public async Task RunSoon_LeavesTheBeatAsItIs()
    {
        var lane = Make("a");
        var running = lane.RunAsync(_turns, _stop.Token);
        await UntilAsync(() => _turns.Read().Count == 2);

        for (var beat = 3; beat <= 9; beat += 2)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            lane.RunSoon("a");
            await Eventually.TrueAsync(() => _turns.Read().Count == beat, "the turn in between is taken");
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Eventually.TrueAsync(() => _turns.Read().Count == beat + 1, "the turn that was due is taken");
        }

        await StopAsync(running);
    }

    private Task Run(params string[] rhythms) => Make(rhythms).RunAsync(_turns, _stop.Token);

    private Lane Make(params string[] rhythms) => new(
        [.. rhythms.Select(name => Rhythm.Every(name, TimeSpan.FromSeconds(1), _ => Task.CompletedTask))],
        _commands,
        TimeSpan.Zero,
        _wheel,
        new PhaseSpreader(_time),
        _time);

    private void Post() =>
        _commands.Post(++_number, new Command(Entity.Switch("light"), true), isWaitedFor: true, TimeSpan.FromSeconds(10));

    private async Task StopAsync(Task running)
    {
        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task UntilAsync(Func<bool> condition) => await Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            return condition();
        },
        "the turns are taken");

    private sealed class Turns : ILaneTurns
    {
        private readonly List<string> _taken = [];
        private TaskCompletionSource? _held;
        private int _running;

        public bool GoesOn { get; set; } = true;

        public TimeSpan? Next { get; set; }

        public TaskCompletionSource Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Read()
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }

        public async Task<(TimeSpan? Next, bool GoesOn)> RunRhythmAsync(LaneRhythm rhythm)
        {
            await TakeAsync(rhythm.Rhythm.Name);
            return (Next, GoesOn);
        }

        public async Task<bool> RunCommandsAsync(IReadOnlyList<QueuedCommand> commands)
        {
            await TakeAsync("!");
            return GoesOn;
        }

        private async Task TakeAsync(string what)
        {
            Assert.Equal(1, Interlocked.Increment(ref _running));
            lock (_taken)
            {
                _taken.Add(what);
            }

            await (_held?.Task ?? Task.CompletedTask);
            Interlocked.Decrement(ref _running);
        }
    }
}
