using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>
/// Owns the state of one device. Everything that happens to it comes through one mailbox and is handled by one loop, so
/// that two of its connections live at once only where one is handed over to the other; the tables decide, nothing else does.
/// </summary>
internal sealed partial class DeviceSupervisor : IAsyncDisposable
{
    private readonly SupervisorMailbox<SupervisorMessage> _mailbox;
    private readonly DeviceServices _services;
    private readonly ISupervised _device;
    private readonly ILogger _log;
    private readonly WheelTimer _due;
    private readonly WheelTimer _stale;
    private readonly RunReports _reports;
    private readonly Retries _retries = new();
    private volatile SupervisorView _view;
    private DeviceModel _model;
    private ConnectionRun? _run;
    private DeviceState _state = DeviceState.Disabled;
    private PollClock _polls;
    private long? _openedAt;
    private bool _awayIsLogged;
    private volatile bool _stopping;

    public DeviceSupervisor(DeviceModel model, DeviceServices services, ISupervised device, ILogger log)
    {
        (_model, _shown, _services, _device, _log) = (model, model, services, device, log);
        _polls = new PollClock(services.Time);
        _view = new SupervisorView(DeviceStatus.Disabled, services.Time.GetUtcNow(), "", 0, null, []);
        _due = new WheelTimer(() => Post(DeviceSignal.Due));
        _stale = new WheelTimer(() => Post(DeviceSignal.Stale, "No poll has succeeded for three intervals."));
        _renewal = new WheelTimer(() => Post(new SupervisorMessage(DeviceSignal.HandOver, "The connection is renewed.") { Renews = true }));
        _nextDue = new WheelTimer(() => Post(new SupervisorMessage(DeviceSignal.HandOver, "The next connection is tried again.")));
        _reports = new RunReports(Post, log);
        _mailbox = new SupervisorMailbox<SupervisorMessage>(HandleAsync, (message, error) => Log.HandlingFailed(_log, message.Signal, error));
    }

    public SupervisorView View => _view;

    public ConnectionRun? Run => Volatile.Read(ref _run);

    public void Enable() => Post(DeviceSignal.Enable);

    public void Disable() => Post(DeviceSignal.Disable, "Switched off in the configuration.");

    public void Reconnect() => Post(DeviceSignal.Reconnect, "Somebody asked for it.");

    /// <summary>A command was held for a device that is being woken: try again from the first pause.</summary>
    public void Wake() => Post(new SupervisorMessage(DeviceSignal.Due, "A command waits for the device to wake up.") { ResetsBackoff = true });

    public void CommandWaits() => Post(DeviceSignal.CommandWaits);

    public void Quarantine(LedgerOwner owner, string reason) => Post(new SupervisorMessage(DeviceSignal.Quarantine, reason) { Owner = owner });

    /// <summary>Stops the device: closes its connection and everything lent to it.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        Post(DeviceSignal.Stop, "The host is stopping.");
        await _mailbox.CloseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="SupervisorMailbox{T}.WhenHandledAsync"/>
    public Task WhenHandledAsync() => _mailbox.WhenHandledAsync();

    private void Post(DeviceSignal signal, string reason = "") => Post(new SupervisorMessage(signal, reason));

    private void Post(SupervisorMessage message) => _mailbox.Post(message);

    private async Task HandleAsync(SupervisorMessage message)
    {
        if (message.Run is { } number && number != _run?.Number && number != _next?.Number)
        {
            return;
        }

        if (_stopping && message.Signal != DeviceSignal.Stop)
        {
            // What was asked for before must not put off the end.
            message.Asked?.TrySetResult(Stopped);
            return;
        }

        if (message.ResetsBackoff)
        {
            _retries.BeginAnew();
        }

        if (Read(ref message) is not { } signal)
        {
            return;
        }

        if (StateTable.Next(_state, signal) is { } next)
        {
            await MoveAsync(next, signal, message).ConfigureAwait(false);
        }
        else
        {
            TakeNote(signal, message);
        }

        Settle();
    }

    /// <summary>What a message means at this moment; <see langword="null"/> when nothing more.</summary>
    private DeviceSignal? Read(ref SupervisorMessage message)
    {
        switch (message)
        {
            case { Model: { } model }:
                return TakeModel(model, message);
            case { Signal: DeviceSignal.HandOver }:
                return Begin(message);
            case { IsBusyChange: true } when message.Run != _run?.Number:
                return null;
            case { IsBusyChange: true }:
                var busy = _run!.TakeBusyReason();
                message = message with { Reason = busy ?? "" };
                return busy is null ? DeviceSignal.BusyEnded : DeviceSignal.BusyBegan;
            case { Signal: DeviceSignal.Quarantine }:
                return Contain(message.Owner!, message.Reason);
            case { End: { } end } when _state == DeviceState.HandingOver:
                return JudgeWithin(message.Run == _next?.Number, end);
            case { End: { } end }:
                return Judge(_run!, end);
            case { Signal: DeviceSignal.Vacated }:
                _way = HandOverKind.Reconnect;
                break;
            case { Signal: DeviceSignal.Opened } when message.Run == _next?.Number:
                return NextOpened();
            case { Signal: DeviceSignal.Stale } when _polls.IsFresh:
                // It was posted just before a poll succeeded.
                _services.Wheel.Schedule(_stale, _polls.FreshLeft);
                return null;
            case { Signal: DeviceSignal.Stale }:
                message = message with { Reason = $"{message.Reason} {_polls.LastMiss}".TrimEnd() };
                break;
        }

        return message.Signal;
    }

    /// <summary>A signal that moves nothing may still say something.</summary>
    private void TakeNote(DeviceSignal signal, SupervisorMessage message)
    {
        if (signal is DeviceSignal.BusyBegan or DeviceSignal.BusyEnded && _state is DeviceState.Polling or DeviceState.HandingOver)
        {
            _polls.Busy = _run?.BusyReason;
            PublishIfChanged(message.Reason);
        }
    }

    private DeviceSignal? Judge(ConnectionRun run, RunEnd end)
    {
        LogEnd(run.Owner, end);
        if (_openedAt is not null && (end.Reaction != Reaction.CountRefusal || HasBeenStable(run.Plan)))
        {
            // The credentials were good. That a connection opened says nothing yet: some devices ask for them later.
            _retries.Accepted();
        }

        switch (end.Reaction)
        {
            case Reaction.Quarantine:
                return Contain(run.Owner, end.Reason);
            case not Reaction.Retry when !IsWanted(run):
                // What is wrong with the model that is to go says nothing about the one that is to come.
                return DeviceSignal.Lost;
            case Reaction.Fail:
                return DeviceSignal.Broken;
            case Reaction.CountRefusal when _retries.Refused(run.Plan.CredentialTries):
                return DeviceSignal.Refused;
            default:
                _polls.LastMiss = end.Reason;
                return _polls.IsFresh && _state == DeviceState.Polling ? DeviceSignal.PollMissed : DeviceSignal.Lost;
        }
    }

    private async Task MoveAsync(DeviceState next, DeviceSignal signal, SupervisorMessage message)
    {
        _services.Wheel.Cancel(_due);
        var keeps = StateTable.HasConnection(_state) && StateTable.HasConnection(next)
            && signal is not DeviceSignal.Reconnect and not DeviceSignal.Replace && !(signal == DeviceSignal.Vacated && _next is null);
        if (keeps)
        {
            Pass(signal);
        }
        else if (await EndRunsAsync(signal).ConfigureAwait(false) is { } trouble)
        {
            if (signal == DeviceSignal.Quarantine)
            {
                // Why it is not tried again is the first thing to know; that it could not be put away either is the second.
                trouble = trouble with { Reason = $"{message.Reason} {trouble.Reason}" };
            }

            if (signal is not DeviceSignal.Stop and not DeviceSignal.Disable and not DeviceSignal.Replace and not DeviceSignal.Vacated)
            {
                // The driver could not even be put away: that outweighs what ended the connection.
                next = next == DeviceState.Quarantined || trouble.Reaction == Reaction.Quarantine ? DeviceState.Quarantined : DeviceState.Failed;
                message = message with { Reason = trouble.Reason, End = trouble };
            }
        }

        var from = _state;
        _state = next;
        Enter(from, signal, message);
    }

    /// <summary>Ends all connections at the same time.</summary>
    private async Task<RunEnd?> EndRunsAsync(DeviceSignal signal)
    {
        var (run, next) = (_run, _next);
        Volatile.Write(ref _run, null);
        _next = null;
        var isHealthy = signal is DeviceSignal.Stop or DeviceSignal.Disable or DeviceSignal.Reconnect or DeviceSignal.Replace or DeviceSignal.PollDone
            || (signal == DeviceSignal.Vacated && !_isGone);
        if (run is not null && HasBeenStable(run.Plan))
        {
            _retries.Held();
        }

        _openedAt = null;
        _services.Wheel.Cancel(_renewal);
        AwaitNext(null);
        Hurry();
        var ending = run is null ? Task.FromResult<RunEnd?>(null) : EndAsync(run, isHealthy);
        await Task.WhenAll(ending, next is null ? Task.CompletedTask : EndAsync(next, isHealthy), _leaving).ConfigureAwait(false);
        return await ending.ConfigureAwait(false);
    }

    private bool HasBeenStable(DriverPlan plan) =>
        _openedAt is { } opened && _services.Time.GetElapsedTime(opened) >= plan.Backoff.ResetAfter;

    private void Enter(DeviceState from, DeviceSignal signal, SupervisorMessage message)
    {
        TimeSpan? pause = null;
        var reason = message.Reason;
        if (signal == DeviceSignal.Reconnect)
        {
            _retries.Forgive();
        }

        switch (_state)
        {
            case DeviceState.Connecting when _model.Driver is null:
                (_state, reason) = (DeviceState.Failed, _model.Problem ?? "There is no driver.");
                break;
            case DeviceState.Connecting when _services.Quarantines.ReasonOf(_model.Driver.Owner) is { } why:
                // Neither other settings nor a new start gives back the thread that this code holds.
                (_state, reason) = (DeviceState.Quarantined, why);
                break;
            case DeviceState.Connecting when signal == DeviceSignal.Vacated && _run is not null:
                break;
            case DeviceState.Connecting when signal != DeviceSignal.Stale:
                Open(runsRhythms: true);
                break;
            case DeviceState.Polling when signal is DeviceSignal.Due or DeviceSignal.CommandWaits:
                Open(runsRhythms: signal == DeviceSignal.Due || _polls.IsDue);
                break;
            case DeviceState.HandingOver when signal == DeviceSignal.HandOver:
                BeginHandOver();
                break;
            case DeviceState.Online or DeviceState.Polling or DeviceState.Busy:
                TakeOpened(signal);
                reason = reason.Length == 0 ? _run?.BusyReason ?? "" : reason;
                break;
            case DeviceState.Resting:
                pause = Rest(signal, message);
                break;
            case DeviceState.Backoff:
                pause = NextPause(_model.Driver!.Plan.Backoff, message.End);
                break;
            case DeviceState.Failed:
                pause = _retries.AfterBreakage();
                break;
        }

        if (pause is { } wait)
        {
            _services.Wheel.Schedule(_due, wait);
        }

        // Shown first: a command that was posted on the strength of the old status is refused by what follows.
        reason = signal == DeviceSignal.TakenOver ? $"Handed over by {Name(_way)}: {_why}" : reason;
        Publish(from, reason, pause, message.End, isListed: signal == DeviceSignal.TakenOver);
        if (!StateTable.HasConnection(_state) && _state != DeviceState.Resting)
        {
            _device.OutOfReach(reason);
        }
    }

    private void Open(bool runsRhythms)
    {
        ShowModel();
        var run = _device.CreateRun(_model, runsRhythms, null, _reports);
        Volatile.Write(ref _run, run);
        run.Start();
    }

    private TimeSpan NextPause(Backoff backoff, RunEnd? end)
    {
        if (_device.IsBeingWoken && end?.Reaction != Reaction.RetryLate)
        {
            // Somebody waits for it: it is tried at the first pause until it answers or the command expires.
            _retries.BeginAnew();
        }

        return _retries.AfterLoss(backoff, end?.Reaction);
    }

    private void TakeOpened(DeviceSignal signal)
    {
        if (signal is DeviceSignal.BusyBegan or DeviceSignal.BusyEnded)
        {
            return;
        }

        if (_state != DeviceState.Polling)
        {
            // What it was told of while it was not the present one was left there.
            _state = _run?.TakeBusyReason() is null ? DeviceState.Online : DeviceState.Busy;
        }

        if (signal is DeviceSignal.NextFailed or DeviceSignal.Keep)
        {
            return;
        }

        _openedAt = _services.Time.GetTimestamp();
        if (_run is { Plan: { Renewal: { } renewal, Mode: ConnectionMode.Persistent } })
        {
            _services.Wheel.Schedule(_renewal, renewal);
        }

        if (_model.Driver!.Plan.Backoff.ResetAfter == TimeSpan.Zero)
        {
            _retries.BeginAnew();
        }

        _device.InReach();
        _polls.Busy = _run?.BusyReason ?? _polls.Busy;
        _run?.Serve();
    }

    private TimeSpan Rest(DeviceSignal signal, SupervisorMessage message)
    {
        if (signal == DeviceSignal.PollDone)
        {
            _retries.Held();
            TakePoll(message);
            return _polls.UntilDue;
        }

        return NextPause(_model.Driver!.Plan.Backoff, message.End);
    }

    private void TakePoll(SupervisorMessage message)
    {
        if (message.PollInterval is { } interval)
        {
            _polls.Succeeded(interval, message.PollTook);
            _polls.Busy = message.PollBusy;
            _retries.Accepted();
            _services.Wheel.Schedule(_stale, _polls.FreshLeft);
        }
        else
        {
            _polls.Busy = message.PollBusy ?? _polls.Busy;
        }

        if (_device.HasCommands)
        {
            // They came while the poll was past its commands.
            CommandWaits();
        }
    }
}
