namespace PluginHost.Runtime.Tests.Devices;

/// <summary>A driver that does in each call what its test says, and counts what is done to it.</summary>
internal sealed class ScriptedDriver(Peer? peer = null) : IDeviceDriver, IOfflineCommands
{
    private int _alive;
    private int _mostAlive;
    private int _attempts;
    private int _executed;
    private int _goodbyes;
    private int _disposals;
    private int _turns;
    private int _holding;

    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Policy { get; init; } = new();

    public Func<IConnectionContext, Deadline, Task> Opening { get; set; } = (_, _) => Task.CompletedTask;

    public Func<IConnectionContext, Deadline, Task<RhythmTurn>> Turn { get; set; } = (_, _) => Task.FromResult(RhythmTurn.Done);

    public Func<IConnectionContext, CancellationToken, Task> Listening { get; set; } = (_, _) => Task.CompletedTask;

    public Func<IConnectionContext, CommandBatch, Deadline, Task> Executing { get; set; } = (_, _, _) => Task.CompletedTask;

    public Func<IConnectionContext, Deadline, Task> Closing { get; set; } = (_, _) => Task.CompletedTask;

    public Func<IConnectionContext, Task> Disposing { get; set; } = _ => Task.CompletedTask;

    public Func<IConnectionContext, IReadOnlyList<Rhythm>>? Rhythms { get; set; }

    public Func<Command, IDeviceContext, Deadline, Task<OfflineDecision>> Offline { get; set; } = (_, _, _) => Task.FromResult(OfflineDecision.NotHandled);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public int Attempts => Volatile.Read(ref _attempts);

    public int Turns => Volatile.Read(ref _turns);

    public int Executed => Volatile.Read(ref _executed);

    public int Goodbyes => Volatile.Read(ref _goodbyes);

    public int Disposals => Volatile.Read(ref _disposals);

    /// <summary>Whether something is under way that takes real time and no other.</summary>
    public bool HoldsClock => Volatile.Read(ref _holding) > 0;

    /// <summary>How many connections lived at once at most.</summary>
    public int MostAlive => Volatile.Read(ref _mostAlive);

    public IConnectionContext? Last { get; private set; }

    public DriverPlan Plan(ISettings settings) => Policy with
    {
        Entities = Policy.Entities.Count > 0 ? Policy.Entities :
        [
            Entity.Switch("light"),
            Entity.Sensor("level"),
            Entity.Event("bell"),
            Entity.Button("press"),
            Entity.Switch("power") with { OperableOffline = true },
        ],
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        Interlocked.Increment(ref _attempts);
        Last = attempt;
        var stream = peer is null ? null : await HoldClockAsync(() => attempt.Transports.ConnectAsync("127.0.0.1", peer.Port, deadline));
        await Opening(attempt, deadline);
        var alive = Interlocked.Increment(ref _alive);
        InterlockedMax(ref _mostAlive, alive);
        return new Connection(this, attempt, stream);
    }

    public Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline) => Offline(command, device, deadline);

    /// <summary>Does what takes real time, such as a connect; a bench's hand-moved clock stands still meanwhile.</summary>
    public async Task<T> HoldClockAsync<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref _holding);
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }
    }

    /// <inheritdoc cref="HoldClockAsync{T}(Func{Task{T}})"/>
    public Task HoldClockAsync(Func<Task> work) => HoldClockAsync(async () =>
    {
        await work();
        return true;
    });

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class Connection(ScriptedDriver driver, IConnectionContext attempt, IStreamTransport? stream) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => driver.Rhythms is { } own ? own(attempt) : [Rhythm.Every("state", driver.Interval, TurnAsync)];

        public Task ListenAsync(CancellationToken stop) => driver.Listening(attempt, stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline)
        {
            Interlocked.Add(ref driver._executed, commands.Count);
            return driver.Executing(attempt, commands, deadline);
        }

        public Task CloseAsync(Deadline deadline)
        {
            Interlocked.Increment(ref driver._goodbyes);
            return driver.Closing(attempt, deadline);
        }

        public async ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref driver._alive);
            Interlocked.Increment(ref driver._disposals);
            try
            {
                await driver.Disposing(attempt);
            }
            finally
            {
                await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }

        private Task<RhythmTurn> TurnAsync(Deadline deadline)
        {
            Interlocked.Increment(ref driver._turns);
            return driver.Turn(attempt, deadline);
        }
    }
}
