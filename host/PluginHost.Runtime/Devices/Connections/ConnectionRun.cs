using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Devices.Lanes;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>One attempt to reach a device and the connection it becomes: opened once, ended once, never used again.</summary>
internal sealed partial class ConnectionRun : ILaneTurns
{
    /// <summary>An exchange that cannot be finished must not be begun: a passed deadline costs the connection.</summary>
    private static readonly TimeSpan LeastForCommand = TimeSpan.FromMilliseconds(100);

    /// <summary>So that commands cannot keep a poll from its rhythms; those left over get a connection of their own.</summary>
    private const int MostBatchesPerPoll = 16;

    private readonly DeviceServices _services;
    private readonly DrivenBy _driven;
    private readonly LateWrites _late;
    private readonly IRunObserver _observer;
    private readonly EntityBoard _board;
    private readonly CommandQueue _commands;
    private readonly ILogger _log;
    private readonly DriverCalls _calls;
    private readonly LedgerScope _scope;
    private readonly ConnectionContext _context;
    private readonly BusyReasons _busy;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopTurns = new();
    private readonly CancellationTokenSource _stopListening = new();
    private readonly DeferredCommands _deferred;
    private readonly bool _runsRhythms;
    private IDeviceConnection? _connection;
    private Lane? _lane;
    private Task _opening = Task.CompletedTask;
    private Task _turns = Task.CompletedTask;
    private Task _turn = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private SilenceWatch? _silence;
    private int _ended;

    public ConnectionRun(
        long number,
        string deviceId,
        DeviceModel model,
        bool runsRhythms,
        DeviceServices services,
        EntityBoard board,
        CommandQueue commands,
        IDeviceMemory memory,
        LateWrites late,
        ILogger log,
        IRunObserver observer)
    {
        var driven = model.Driver!;
        (Model, _late) = (model, late);
        (Number, _driven, _runsRhythms, _services, _board, _commands, _log, _observer) =
            (number, driven, runsRhythms, services, board, commands, log, observer);
        _calls = new DriverCalls(driven.Owner, driven.EnterContext, services.Deadlines, services.Mask, log, services.Code);
        _scope = new LedgerScope(services.Ledger, driven.Owner);
        _deferred = new DeferredCommands(services.Time, (command, outcome) => Answer(command, outcome, default));
        _busy = new BusyReasons(() => observer.BusyChanged(this));
        _context = new ConnectionContext(
            deviceId,
            driven.Settings,
            log,
            services.Deadlines,
            new TransportLender(services.Transports, _scope, PeerEnded),
            memory,
            new ConnectionEntities(board, number),
            DeclareBusy,
            name => _lane?.RunSoon(name));
    }

    /// <summary>Counts a device's attempts; late messages of an earlier one are known by it.</summary>
    public long Number { get; }

    /// <summary>Its rhythms; <see langword="null"/> before it is open.</summary>
    public IReadOnlyList<RhythmState>? Rhythms => _lane is { } lane ? [.. lane.Rhythms.Select(rhythm => rhythm.State)] : null;

    /// <summary>Why the device is busy; <see langword="null"/> when it is not.</summary>
    public string? BusyReason => _busy.Current;

    /// <summary>What it was opened for.</summary>
    public DeviceModel Model { get; }

    public LedgerOwner Owner => _driven.Owner;

    public DriverPlan Plan => _driven.Plan;

    public bool IsPerPoll => Plan.Mode == ConnectionMode.PerPoll;

    /// <summary>Begins to open; what comes of it is told to the observer.</summary>
    public void Start() => _opening = GuardAsync(Caller.Open, OpenAsync);

    /// <summary>Begins to take turns: it is the connection of its device from now on.</summary>
    public void Serve()
    {
        if (_lane is { } lane)
        {
            _turns = GuardAsync(Caller.Rhythm, () => IsPerPoll ? PollAsync(lane) : lane.RunAsync(this, _stopTurns.Token));
        }
    }

    /// <summary>Why the device is busy; changes from now on are told again.</summary>
    public string? TakeBusyReason() => _busy.Take();

    public Task<(TimeSpan? Next, bool GoesOn)> RunRhythmAsync(LaneRhythm rhythm)
    {
        var turn = TurnAsync(rhythm);
        Volatile.Write(ref _turn, turn);
        return turn;
    }

    public Task<bool> RunCommandsAsync(IReadOnlyList<QueuedCommand> commands)
    {
        var turn = ExecuteAsync(commands);
        Volatile.Write(ref _turn, turn);
        return turn;
    }

    private void DeclareBusy(string? reason)
    {
        if (Volatile.Read(ref _isGone))
        {
            _late.Add(Number, "be shown as busy, or no longer so");
            return;
        }

        _busy.Declare(reason is null ? null : _services.Mask(reason));
    }

    private async Task<(TimeSpan? Next, bool GoesOn)> TurnAsync(LaneRhythm rhythm)
    {
        rhythm.Began(_services.Time.GetUtcNow());
        var result = await _calls.RunAsync(
            $"The rhythm '{rhythm.Rhythm.Name}'", rhythm.Rhythm.Limit, _stop.Token, rhythm.Rhythm.TurnAsync).ConfigureAwait(false);
        rhythm.Ended(result.Outcome switch { CallOutcome.Completed => "ok", CallOutcome.Busy => "busy", _ => "failed" });
        return (result.IsCompleted ? result.Value.Next : null, React(Caller.Rhythm, result.As<bool>()));
    }

    private async Task<bool> ExecuteAsync(IReadOnlyList<QueuedCommand> commands)
    {
        foreach (var late in commands.Where(command => command.TimeToExecute < LeastForCommand))
        {
            _commands.Answer(late, CommandAnswerStatus.TimedOut, "Its time was up before its turn came.");
        }

        commands = [.. commands.Where(command => !command.Answer.IsCompleted)];
        if (commands.Count == 0)
        {
            return Volatile.Read(ref _ended) == 0;
        }

        var limit = commands.Min(command => command.TimeToExecute);
        var batch = new CommandBatch([.. commands.Select(command => command.Command)]);
        var result = await _calls.RunAsync(
            "ExecuteAsync", limit, _stop.Token, deadline => _connection!.ExecuteAsync(batch, deadline)).ConfigureAwait(false);
        foreach (var command in commands)
        {
            if (result.IsCompleted && command.Command is { Outcome: null, Deferred: not null })
            {
                _deferred.Add(command);
            }
            else
            {
                Answer(command, command.Command.Outcome, result);
            }
        }

        if (result.IsCompleted && commands.Select(command => command.Command.Outcome).FirstOrDefault(own => own?.Status == CommandStatus.Busy) is { } busy)
        {
            result = new CallResult<bool>(CallOutcome.Busy, false, _services.Mask(busy.Reason ?? "The device is busy."), "");
        }

        return React(Caller.Command, result);
    }

    private void Answer(QueuedCommand command, CommandOutcome? own, CallResult<bool> call)
    {
        var (status, reason) = CommandOutcomes.Of(own, call);
        _commands.Answer(command, status, _services.Mask(reason));
    }

    private async Task OpenAsync()
    {
        CallResult<IDeviceConnection> result;
        try
        {
            using var place = await _services.Gate.EnterAsync(Plan.Address, _stop.Token).ConfigureAwait(false);
            result = await _calls.RunAsync(
                "OpenAsync",
                Plan.OpenLimit,
                _stop.Token,
                deadline => _driven.Driver.OpenAsync(_context, deadline),
                late: connection => _ = GuardAsync(Caller.Dispose, () => DisposeAsync(connection))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }

        if (result is { IsCompleted: true, Value: null })
        {
            result = new CallResult<IDeviceConnection>(CallOutcome.Broken, null, "OpenAsync returned no connection.", "");
        }

        if (!result.IsCompleted)
        {
            End(Caller.Open, result.As<bool>());
            return;
        }

        _connection = result.Value!;
        if (Volatile.Read(ref _ended) != 0)
        {
            return;
        }

        await BeginAsync(_connection).ConfigureAwait(false);
    }

    private async Task BeginAsync(IDeviceConnection connection)
    {
        var rhythms = await _calls.RunAsync(
            "Rhythms", DisposeLimit, _stop.Token, _ => Task.FromResult(Take(connection.Rhythms))).ConfigureAwait(false);
        if (!React(Caller.Open, rhythms.As<bool>()))
        {
            return;
        }

        _lane = new Lane(
            rhythms.Value!, _commands, Plan.CommandGap, _services.Wheel, _services.Phases, _services.Time);
        _observer.Opened(this);
        _listening = GuardAsync(Caller.Listen, () => ListenAsync(connection));
        if (Plan.LongestSilence is { } longest && !IsPerPoll)
        {
            _silence = new SilenceWatch(_scope, longest, _services.Wheel, reason => End(Caller.Listen, Lost(reason)));
        }

        HeedPeers();
    }

    /// <summary>Copies what a driver gives, for a list may be code of its own that breaks when it is walked through.</summary>
    private IReadOnlyList<Rhythm> Take(IReadOnlyList<Rhythm>? rhythms)
    {
        IReadOnlyList<Rhythm> taken = rhythms is null ? throw new InvalidOperationException("Rhythms is null.") : [.. rhythms];
        return taken.Any(rhythm => rhythm is null) ? throw new InvalidOperationException("Rhythms has a null in it.")
            : IsPerPoll && taken.Count == 0 ? throw new InvalidOperationException("A device that is polled needs a rhythm to say how often.")
            : taken;
    }

    private async Task ListenAsync(IDeviceConnection connection)
    {
        var result = await _calls.RunUntilStoppedAsync("ListenAsync", _stopListening.Token, connection.ListenAsync).ConfigureAwait(false);
        React(Caller.Listen, result);
    }

    /// <summary>One poll: the commands that wait, then one turn of each rhythm, and no more.</summary>
    private async Task PollAsync(Lane lane)
    {
        TimeSpan? next = null;
        var began = _services.Time.GetTimestamp();
        if (!await ExecuteWaitingAsync().ConfigureAwait(false))
        {
            return;
        }

        foreach (var rhythm in _runsRhythms ? lane.Rhythms : [])
        {
            if (_stopTurns.IsCancellationRequested)
            {
                return;
            }

            var (asked, goesOn) = await RunRhythmAsync(rhythm).ConfigureAwait(false);
            if (!goesOn)
            {
                return;
            }

            var wanted = asked ?? rhythm.Rhythm.Interval;
            next = next is null || wanted < next ? wanted : next;
        }

        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _observer.PollDone(this, next, _services.Time.GetElapsedTime(began));
        }
    }

    private async Task<bool> ExecuteWaitingAsync()
    {
        for (var batches = 0; batches < MostBatchesPerPoll && !_commands.IsEmpty && !_stopTurns.IsCancellationRequested;)
        {
            if (_commands.GapLeft is { Ticks: > 0 } gap)
            {
                await Task.Delay(gap, _services.Time, _stopTurns.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            if (_commands.Take() is { Count: > 0 } batch)
            {
                batches++;
                var goesOn = await RunCommandsAsync(batch).ConfigureAwait(false);
                _commands.BeginGap(Plan.CommandGap);
                if (!goesOn)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool React(Caller caller, CallResult<bool> result)
    {
        switch (ReactionTable.Of(caller, result.Outcome))
        {
            case Reaction.Continue:
                if (caller is Caller.Rhythm or Caller.Command)
                {
                    _busy.Observe(null);
                }

                return Volatile.Read(ref _ended) == 0;
            case Reaction.ShowBusy:
                _busy.Observe(result.Reason);
                return Volatile.Read(ref _ended) == 0;
            default:
                End(caller, result);
                return false;
        }
    }
}
