using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices;

/// <summary>A configured device: what lasts over its connections, its settings and the generations of its driver.</summary>
internal sealed class Device : ISupervised, IAsyncDisposable
{
    private readonly DeviceServices _services;
    private readonly ILogger _log;

    // What is learned, and of whom, changes together: a connection that is about to end must not teach its successor.
    private readonly Lock _identity = new();
    private readonly EntityBoard _board;
    private readonly LateWrites _late;
    private readonly CommandQueue _commands;
    private readonly CommandFigures _figures = new();
    private readonly DeviceMemory _memory;
    private readonly OfflineCalls _offline;
    private readonly CommandNumbers _numbers;
    private readonly DeviceSupervisor _supervisor;
    private volatile DeviceModel _model;
    private volatile IReadOnlyList<Lanes.RhythmState> _rhythms = [];
    private volatile Task _offlineStop = Task.CompletedTask;
    private long _runs;
    private int _held;

    public Device(string id, DeviceModel model, DeviceServices services, DeviceMemoryStore memories, CommandNumbers numbers, ILogger log)
    {
        (Id, _model, _services, _numbers, _log) = (id, model, services, numbers, log);
        _memory = memories.Open(id, model.Origin);
        _offline = new OfflineCalls(id, services, log);
        _late = new LateWrites(log);
        _board = new EntityBoard(id, services.Time, services.Events, _late, Remember);
        _commands = new CommandQueue(services.Time, services.Wheel, Answered);
        _board.DeclarePlan(model.Driver?.Plan.Entities ?? [], _memory.Entities);
        _supervisor = new DeviceSupervisor(model, services, this, log);
    }

    public string Id { get; }

    public DeviceModel Model => _model;

    public bool IsBeingWoken => Volatile.Read(ref _held) > 0;

    public bool HasCommands => !_commands.IsEmpty;

    public void Enable() => _supervisor.Enable();

    public void Disable() => _supervisor.Disable();

    public void Reconnect() => _supervisor.Reconnect();

    /// <summary>The driver's present code is beyond containment.</summary>
    public void Quarantine(string reason)
    {
        if (_model.Driver is { } driven)
        {
            Quarantine(driven.Owner, reason);
        }
    }

    /// <summary>The code of one generation is beyond containment; another one that serves the device is not touched.</summary>
    public void Quarantine(LedgerOwner owner, string reason) => _supervisor.Quarantine(owner, reason);

    public void InReach() => _board.Reach();

    /// <summary>A new name alone is shown; anything else replaces the connection.</summary>
    public void Rename(string name) => _model = _model with { Name = name };

    /// <summary>
    /// Lets another model serve the device: other settings, or the same ones with another generation of the driver. A device
    /// that is online goes over as its plan declares; the queued commands and the entities' values stay.
    /// </summary>
    /// <param name="model">The model; the one that serves already simply goes on.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <returns>
    /// A task that ends when the model serves, or will not by itself: another one took its place, the device is switched
    /// off or stopped, refused the credentials, or its driver is broken. Attempts that are made again keep it waiting.
    /// </returns>
    public Task<HandOverResult> ReplaceAsync(DeviceModel model, string reason)
    {
        lock (_identity)
        {
            if (_memory.BelongTo(model.Origin))
            {
                _board.Forget();
            }

            _model = model;
        }

        _offlineStop = _offline.StopAsync();
        return _supervisor.ReplaceAsync(model, reason);
    }

    /// <summary>Ends when everything asked of the device so far is done.</summary>
    public Task WhenHandledAsync() => Task.WhenAll(_offlineStop, _supervisor.WhenHandledAsync());

    /// <summary>Whether a connection of that generation serves it at the moment.</summary>
    public bool IsServedBy(string plugin, int generation) =>
        _supervisor.Run?.Owner is { } owner && owner.Plugin == plugin && owner.Generation == generation;

    /// <summary>Like <see cref="WhenHandledAsync"/>, and every connection that another one took the place of has ended too.</summary>
    public Task WhenLeftAsync() => Task.WhenAll(_offlineStop, _supervisor.WhenLeftAsync());

    public DeviceSnapshot Read()
    {
        var view = _supervisor.View;
        var model = _model;
        var run = _supervisor.Run;
        _rhythms = run?.Rhythms ?? _rhythms;

        var owner = run?.Owner ?? model.Driver?.Owner;
        return new DeviceSnapshot(
            Id,
            model.Name,
            model.DriverId,
            owner?.Plugin,
            owner?.Generation,
            view.Status,
            view.Since,
            view.LastError,
            view.Attempt,
            view.NextAttemptAt,
            _services.Ledger.CountsOf(Id),
            _figures.Read(),
            _rhythms,
            _board.Read(),
            view.Transitions,
            view.Outcome,
            view.IsQuarantined)
        {
            LateWrites = _late.Count,
        };
    }

    /// <summary>Sends a command.</summary>
    /// <param name="entityId">The entity.</param>
    /// <param name="value">The value wanted.</param>
    /// <param name="isWaitedFor">Whether to return only with the outcome.</param>
    public async Task<CommandAnswer> PostAsync(string entityId, EntityValue value, bool isWaitedFor)
    {
        var number = _numbers.Next();
        if (_board.Find(entityId) is not { } entity)
        {
            return new CommandAnswer(number, CommandAnswerStatus.NotFound, $"The device '{Id}' has no entity '{entityId}'.", TimeSpan.Zero);
        }

        if (EntityRules.CheckCommand(entity, value) is { } mistake)
        {
            return new CommandAnswer(number, CommandAnswerStatus.Refused, char.ToUpperInvariant(mistake[0]) + mistake[1..] + ".", TimeSpan.Zero);
        }

        var command = new Command(entity, entity.Kind == EntityKind.Button ? EntityValue.Nothing : value);
        if (!IsReachable() && await OfflineAsync(command, number, isWaitedFor).ConfigureAwait(false) is { } answer)
        {
            return answer;
        }

        var queued = _commands.Post(
            number, command, isWaitedFor, isWaitedFor ? CommandLimits.WaitedFor : CommandLimits.NotWaitedFor);
        _supervisor.CommandWaits();
        if (IsAway())
        {
            // It went away between the look at its status and the posting.
            _commands.RefuseWaitedFor(OfflineReason());
        }

        return isWaitedFor ? await queued.Answer.ConfigureAwait(false) : new CommandAnswer(number, CommandAnswerStatus.Waiting, "", queued.Elapsed);
    }

    public ConnectionRun CreateRun(DeviceModel model, bool runsRhythms, HandOverKind? beside, IRunObserver observer)
    {
        var number = Interlocked.Increment(ref _runs);
        lock (_identity)
        {
            var isCurrent = IsCurrent(model);
            if (isCurrent && beside is { } kind)
            {
                _board.BeginBeside(number, model.Driver!.Plan.Entities, kind == HandOverKind.Overlap);
            }
            else if (isCurrent)
            {
                _board.BeginConnection(number);
            }

            var memory = isCurrent ? _memory.Loan : new MemoryLoan(_memory);
            return new ConnectionRun(number, Id, model, runsRhythms, _services, _board, _commands, memory, _late, _log, observer);
        }
    }

    public void TakenOver(ConnectionRun run) => _board.TakeOver(run.Number);

    public void Show(DeviceModel model)
    {
        lock (_identity)
        {
            if (IsCurrent(model))
            {
                _board.DeclarePlan(model.Driver?.Plan.Entities ?? [], _memory.Entities);
            }
        }
    }

    public void OutOfReach(string reason)
    {
        _board.LoseConnection();
        _commands.RefuseWaitedFor(reason.Length > 0 ? reason : "The device is offline.");
    }

    public void StatusChanged(SupervisorView view, string reason) => _services.Events.Append(EventType.Device, Id, null, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", view.Status.ToName());
        json.WriteString("reason", reason);
        json.WriteEndObject();
    });

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_supervisor.DisposeAsync().AsTask(), _offline.StopAsync()).ConfigureAwait(false);
        _commands.Close("The device is gone.");
        await _memory.SaveAsync().ConfigureAwait(false);
    }

    private (DrivenBy? Driver, IDeviceMemory Memory) Lent()
    {
        lock (_identity)
        {
            return (_model.Driver, _memory.Loan);
        }
    }

    private bool IsCurrent(DeviceModel model) => ReferenceEquals(_model.Driver, model.Driver);

    private void Remember()
    {
        lock (_identity)
        {
            _memory.Remember(_board.ConnectionsOwn);
        }
    }

    private bool IsAway() => _supervisor.View.Status
        is DeviceStatus.Backoff or DeviceStatus.AuthFailed or DeviceStatus.Failed or DeviceStatus.Disabled or DeviceStatus.Stopped;

    private bool IsReachable() => _supervisor.View.Status is DeviceStatus.Online or DeviceStatus.Busy;

    private async Task<CommandAnswer?> OfflineAsync(Command command, long number, bool isWaitedFor)
    {
        var began = _services.Time.GetTimestamp();
        if (command.Entity.OperableOffline && _supervisor.MayCall && Lent() is { Driver: { Driver: IOfflineCommands offline } driven, Memory: var memory })
        {
            var decision = await _offline.AskAsync(driven, offline, memory, command).ConfigureAwait(false);
            if (decision is { IsCompleted: true, Value.HoldTime: { } time })
            {
                return Hold(command, number, time, began);
            }

            if (!decision.IsCompleted)
            {
                _supervisor.NoteOffline(driven.Owner, new RunEnd(
                    Caller.Command, decision.Outcome, ReactionTable.Of(Caller.Command, decision.Outcome), decision.Reason, decision.Detail));
                var (status, reason) = CommandOutcomes.Of(command.Outcome, decision.As<bool>());
                return new CommandAnswer(number, status, reason, _services.Time.GetElapsedTime(began));
            }
        }

        return isWaitedFor
            ? new CommandAnswer(number, CommandAnswerStatus.Offline, OfflineReason(), _services.Time.GetElapsedTime(began))
            : null;
    }

    private CommandAnswer Hold(Command command, long number, TimeSpan time, long began)
    {
        Interlocked.Increment(ref _held);
        var queued = _commands.Post(number, command, isWaitedFor: false, time);
        _ = queued.Answer.ContinueWith(
            _ => Interlocked.Decrement(ref _held), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _supervisor.Wake();
        return new CommandAnswer(number, CommandAnswerStatus.Waiting, "The device is being woken.", _services.Time.GetElapsedTime(began));
    }

    private string OfflineReason() => _supervisor.View switch
    {
        { LastError: { Length: > 0 } error } view => $"The device is {view.Status.ToName()}: {error}",
        var view => $"The device is {view.Status.ToName()}.",
    };

    private void Answered(QueuedCommand queued, CommandAnswer answer)
    {
        _figures.Count(answer);
        _services.Events.Append(EventType.Command, Id, queued.Command.Entity.Id, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", answer.Id);
            json.WriteString("status", answer.Status.ToName());
            json.WritePropertyName("value");
            EntityJson.Write(json, queued.Command.Value);
            json.WriteNumber("elapsedMs", Math.Round(answer.Elapsed.TotalMilliseconds, 1));
            json.WriteString("reason", answer.Reason);
            json.WriteEndObject();
        });
    }
}
