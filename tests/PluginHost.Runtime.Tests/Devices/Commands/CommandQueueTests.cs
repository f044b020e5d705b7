using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Scheduling;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Commands;

public sealed class CommandQueueTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly TimerWheel _wheel;
    private readonly List<CommandAnswer> _answers = [];
    private readonly CommandQueue _queue;
    private long _number;

    public CommandQueueTests()
    {
        _wheel = new TimerWheel(_time, error => throw error);
        _queue = new CommandQueue(_time, _wheel, (_, answer) => _answers.Add(answer));
    }

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public void Take_OneBatchKey_TakesAllUnderItInOrderAndLeavesTheRest()
    {
        var first = Post(Entity.Switch("a") with { BatchKey = "m" });
        var other = Post(Entity.Switch("b"));
        var second = Post(Entity.Switch("c") with { BatchKey = "m" });

        Assert.Equal([first, second], _queue.Take());
        Assert.Equal([other], _queue.Take());
        Assert.Empty(_queue.Take());
    }

    [Fact]
    public async Task Post_ContinuousEntity_SupersedesWhatWaitsForIt()
    {
        var level = Entity.Number("level", 0, 100) with { Continuous = true };
        var old = Post(level, 1);
        var other = Post(Entity.Switch("light"));
        var newest = Post(level, 2);

        Assert.Equal(CommandAnswerStatus.Superseded, (await old.Answer).Status);
        Assert.Equal([other], _queue.Take());
        Assert.Equal([newest], _queue.Take());
    }

    [Fact]
    public void Post_ContinuousEntityBeingExecuted_LeavesItAlone()
    {
        var level = Entity.Number("level", 0, 100) with { Continuous = true };
        var executing = Post(level, 1);
        _queue.Take();
        Post(level, 2);

        Assert.False(executing.Answer.IsCompleted);
    }

    [Fact]
    public async Task Post_OneTooMany_FailsAtOnce()
    {
        for (var i = 0; i < CommandQueue.Most; i++)
        {
            Post(Entity.Switch("a"));
        }

        var answer = await Post(Entity.Switch("a")).Answer;

        Assert.Equal(CommandAnswerStatus.Failed, answer.Status);
        Assert.Single(_answers);
    }

    [Fact]
    public async Task Expiry_InTheQueue_AnswersOnce()
    {
        var queued = Post(Entity.Switch("a"));
        _time.Advance(Limit + TimeSpan.FromMilliseconds(20));

        Assert.Equal(CommandAnswerStatus.TimedOut, (await queued.Answer).Status);
        Assert.Empty(_queue.Take());
        _queue.Answer(queued, CommandAnswerStatus.Completed, "");
        Assert.Single(_answers);
    }

    [Fact]
    public void Expiry_WhileExecuting_IsLeftToTheCall()
    {
        var queued = Post(Entity.Switch("a"));
        _queue.Take();
        _time.Advance(Limit * 2);

        Assert.False(queued.Answer.IsCompleted);
    }

    [Fact]
    public void Unlisten_ByAnEarlierLane_LeavesTheLaterOneListening()
    {
        var told = 0;
        Action earlier = () => { };
        _queue.Listen(earlier);
        _queue.Listen(() => told++);

        _queue.Unlisten(earlier);
        Post(Entity.Switch("a"));

        Assert.Equal(1, told);
    }

    [Fact]
    public void Gap_HoldsBackAndTellsTheListenerOfThatTime()
    {
        var told = 0;
        _queue.BeginGap(TimeSpan.FromMilliseconds(200));
        _queue.Listen(() => told++);
        var queued = Post(Entity.Switch("a"));
        Assert.Equal((1, TimeSpan.FromMilliseconds(200)), (told, _queue.GapLeft));
        Assert.Empty(_queue.Take());

        _time.Advance(TimeSpan.FromMilliseconds(220));

        Assert.Equal(2, told);
        Assert.Equal([queued], _queue.Take());
    }

    [Fact]
    public async Task RefuseWaitedFor_KeepsWhatNobodyWaitsFor()
    {
        var waited = Post(Entity.Switch("a"));
        var left = _queue.Post(99, new Command(Entity.Switch("b"), true), isWaitedFor: false, Limit);

        _queue.RefuseWaitedFor("Gone.");

        Assert.Equal((CommandAnswerStatus.Offline, "Gone."), ((await waited.Answer).Status, (await waited.Answer).Reason));
        Assert.Equal([left], _queue.Take());
    }

    [Fact]
    public async Task Close_EndsEverythingAndWhatComesLater()
    {
        var before = Post(Entity.Switch("a"));
        _queue.Close("The device is gone.");
        var after = Post(Entity.Switch("a"));

        Assert.Equal(CommandAnswerStatus.Offline, (await before.Answer).Status);
        Assert.Equal(CommandAnswerStatus.Offline, (await after.Answer).Status);
        Assert.True(_queue.IsEmpty);
    }

    [Theory]
    [InlineData(true, 4, 6)]
    [InlineData(false, 4, 10)]
    public void TimeToExecute_IsWhatIsLeftOnlyWhereSomebodyWaits(bool isWaitedFor, int after, int expected)
    {
        var queued = _queue.Post(1, new Command(Entity.Switch("a"), true), isWaitedFor, Limit);
        _time.Advance(TimeSpan.FromSeconds(after));

        Assert.Equal(expected, queued.TimeToExecute.TotalSeconds);
    }

    private QueuedCommand Post(Entity entity, EntityValue? value = null) =>
        _queue.Post(++_number, new Command(entity, value ?? true), isWaitedFor: true, Limit);
}
