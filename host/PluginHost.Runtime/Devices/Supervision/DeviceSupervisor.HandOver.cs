using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Supervision;

/// <content>The way from one connection to the next. What takes time runs beside the loop, so that a stop never waits for it.</content>
internal sealed partial class DeviceSupervisor
{
    private static readonly HandOverResult Stopped = new(HandOverKind.Reconnect, false, "The device is stopped.");

    /// <summary>What the device sent to the old connection alone, just before the next one was open, may still be on its way.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly WheelTimer _renewal;
    private readonly WheelTimer _nextDue;
    private Retries _nextRetries = new();
    private ConnectionRun? _next;
    private Task _leaving = Task.CompletedTask;
    private CancellationTokenSource _hurry = new();
    private TaskCompletionSource<HandOverResult>? _asked;
    private DeviceModel _shown;
    private HandOverKind _way;
    private string _why = "";
    private bool _awaitsNext;
    private bool _isDraining;
    private bool _isGone;

    /// <inheritdoc cref="Device.ReplaceAsync"/>
    public Task<HandOverResult> ReplaceAsync(DeviceModel model, string reason)
    {
        var asked = new TaskCompletionSource<HandOverResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _mailbox.Post(new SupervisorMessage(DeviceSignal.Replace, reason) { Model = model, Asked = asked }) ? asked.Task : Task.FromResult(Stopped);
    }

    /// <summary>Ends when the connections that others took the place of have ended too.</summary>
    public async Task WhenLeftAsync()
    {
        await WhenHandledAsync().ConfigureAwait(false);
        await Volatile.Read(ref _leaving).ConfigureAwait(false);
    }

    private bool IsWanted(ConnectionRun run) => ReferenceEquals(run.Model.Driver, _model.Driver);

    private void ShowModel()
    {
        if (!ReferenceEquals(_shown.Driver, _model.Driver))
        {
            _shown = _model;
            _device.Show(_model);
        }
    }

    private DeviceSignal TakeModel(DeviceModel model, SupervisorMessage message)
    {
        Answer(serves: false, "Another replacement took its place.");
        (_model, _polls, _asked, _why) = (model, new PollClock(_services.Time), message.Asked, message.Reason);
        _retries.Forgive();
        _nextRetries = new Retries();
        AwaitNext(null);
        var isServed = _state is DeviceState.Online or DeviceState.Busy
            || (_state == DeviceState.HandingOver && _way == HandOverKind.Overlap && !_isDraining);
        if (isServed && IsWanted(_run!))
        {
            return DeviceSignal.Keep;
        }

        if (isServed && model.Driver is { } driven && _services.Quarantines.ReasonOf(driven.Owner) is null)
        {
            Choose(HandOverChoice.Between(_run!.Model, model, _run.IsResumable));
            return DeviceSignal.HandOver;
        }

        _way = HandOverKind.Reconnect;
        ShowModel();
        return DeviceSignal.Replace;
    }

    private void Choose((HandOverKind Kind, string? Mistake) choice)
    {
        _way = choice.Kind;
        if (choice.Mistake is { } mistake)
        {
            Log.PlanMistaken(_log, mistake);
        }
    }

    /// <summary>A timer says that the connection is to be renewed, or the next one tried again.</summary>
    private DeviceSignal? Begin(SupervisorMessage message)
    {
        if (_state is not (DeviceState.Online or DeviceState.Busy) || message.Renews == _awaitsNext)
        {
            return null;
        }

        if (message.Renews)
        {
            _why = message.Reason;
            Choose(HandOverChoice.ForRenewal(_run!.Model));
        }

        return DeviceSignal.HandOver;
    }

    private void BeginHandOver()
    {
        (_isDraining, _isGone) = (false, false);
        AwaitNext(null);

        // Three would be one too many, also for whoever tells the events of two apart.
        Hurry();
        if (_way == HandOverKind.Reconnect)
        {
            _ = DrainAsync(_run!, DeviceSignal.Vacated, _run!.Number);
            return;
        }

        _next = _device.CreateRun(_model, runsRhythms: true, _way, _reports);
        if (_way == HandOverKind.Resume)
        {
            _next.StartFrom(_run!);
        }
        else
        {
            _next.Start();
        }
    }

    private async Task DrainAsync(ConnectionRun run, DeviceSignal then, long number)
    {
        await run.DrainAsync().ConfigureAwait(false);
        Post(new SupervisorMessage(then, _why) { Run = number });
    }

    private DeviceSignal? NextOpened()
    {
        if (_way == HandOverKind.Resume)
        {
            return DeviceSignal.TakenOver;
        }

        _isDraining = true;
        _ = DrainAsync(_run!, DeviceSignal.TakenOver, _next!.Number);
        return null;
    }

    /// <summary>What the end of one of two connections means.</summary>
    private DeviceSignal? JudgeWithin(bool isNext, RunEnd end)
    {
        if (!isNext)
        {
            LogEnd(_run!.Owner, end);
            _isGone = true;
            return end.Reaction == Reaction.Quarantine ? Contain(_run!.Owner, end.Reason)

                // Who is to go on with it finds out, or takes its place in a moment.
                : _way == HandOverKind.Resume || _isDraining ? null
                : DeviceSignal.Vacated;
        }

        if (_way == HandOverKind.Resume)
        {
            // The one before is over already, whatever its successor could do.
            Pass(DeviceSignal.Vacated);
            return Judge(_run!, end);
        }

        LogEnd(_next!.Owner, end);
        return end.Reaction == Reaction.Quarantine ? Contain(_next!.Owner, end.Reason) : _isDraining ? LoseBoth() : RetryNext(end);
    }

    /// <summary>The next connection ended when the present one had stopped taking turns for it.</summary>
    private DeviceSignal LoseBoth()
    {
        Leave(_next!, isHealthy: false);
        _next = null;
        return DeviceSignal.Vacated;
    }

    private DeviceSignal RetryNext(RunEnd end)
    {
        var plan = _next!.Plan;
        Log.NextFailed(_log, end.Reason);
        TimeSpan? pause = end.Reaction switch
        {
            Reaction.CountRefusal when _nextRetries.Refused(plan.CredentialTries) => null,
            Reaction.Fail => _nextRetries.AfterBreakage(),
            _ => _nextRetries.AfterLoss(plan.Backoff, end.Reaction),
        };
        if (pause is null || end.Reaction == Reaction.Fail)
        {
            Answer(serves: false, end.Reason);
        }

        AwaitNext(pause);
        return DeviceSignal.NextFailed;
    }

    private void AwaitNext(TimeSpan? pause)
    {
        _awaitsNext = pause is not null;
        if (pause is { } wait)
        {
            _services.Wheel.Schedule(_nextDue, wait);
        }
        else
        {
            _services.Wheel.Cancel(_nextDue);
        }
    }

    /// <summary>The code of a generation is beyond containment: what that means while another one may serve.</summary>
    private DeviceSignal? Contain(LedgerOwner owner, string reason)
    {
        _services.Quarantines.Add(owner, reason);
        var isWanted = _model.Driver?.Owner == owner;
        if (_run is null || _run.Owner == owner)
        {
            _isGone = true;
            return isWanted ? DeviceSignal.Quarantine
                : _run is null ? null
                : _state != DeviceState.HandingOver ? DeviceSignal.Lost
                : _isDraining ? DeviceSignal.TakenOver
                : DeviceSignal.Vacated;
        }

        if (!isWanted)
        {
            return null;
        }

        Answer(serves: false, reason);
        AwaitNext(null);
        return _state != DeviceState.HandingOver ? null
            : _way == HandOverKind.Overlap && !_isDraining ? DeviceSignal.NextFailed
            : DeviceSignal.Quarantine;
    }

    /// <summary>Gives the place of the present connection to the next one, or lets that one go.</summary>
    private void Pass(DeviceSignal signal)
    {
        if (_next is not { } next || signal is DeviceSignal.BusyBegan or DeviceSignal.BusyEnded)
        {
            return;
        }

        _next = null;
        if (signal is not DeviceSignal.TakenOver and not DeviceSignal.Vacated)
        {
            Leave(next, isHealthy: false);
            return;
        }

        var old = _run!;
        _services.Wheel.Cancel(_renewal);
        _device.TakenOver(next);
        (_shown, _openedAt) = (_model, null);
        Volatile.Write(ref _run, next);
        Leave(old, isHealthy: signal == DeviceSignal.TakenOver && !_isGone);
        if (signal == DeviceSignal.TakenOver)
        {
            Log.HandedOver(_log, Name(_way), _why);
        }
    }

    /// <summary>Ends a connection beside the loop.</summary>
    private void Leave(ConnectionRun run, bool isHealthy)
    {
        var leaving = LeaveAsync(run, isHealthy, isHealthy && _way == HandOverKind.Overlap ? LastWords : TimeSpan.Zero, _hurry.Token);
        _leaving = _leaving.IsCompleted ? leaving : Task.WhenAll(_leaving, leaving);
    }

    private async Task LeaveAsync(ConnectionRun run, bool isHealthy, TimeSpan lastWords, CancellationToken hurry)
    {
        await Task.Delay(lastWords, _services.Time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (await EndAsync(run, isHealthy).ConfigureAwait(false) is { Reaction: Reaction.Quarantine } trouble)
        {
            Quarantine(run.Owner, trouble.Reason);
        }
    }

    /// <summary>Whoever is leaving leaves now.</summary>
    private void Hurry()
    {
        if (!_leaving.IsCompleted)
        {
            var hurry = _hurry;
            _hurry = new CancellationTokenSource();
            _ = hurry.CancelAsync();
        }
    }

    private async Task<RunEnd?> EndAsync(ConnectionRun run, bool isHealthy)
    {
        var trouble = await run.EndAsync(isHealthy).ConfigureAwait(false);
        if (trouble is not null)
        {
            LogEnd(run.Owner, trouble);
        }

        if (trouble is { Reaction: Reaction.Quarantine })
        {
            _services.Quarantines.Add(run.Owner, trouble.Reason);
        }

        return trouble;
    }

    /// <summary>Tells who asked for the present model what became of it, once that is known.</summary>
    private void Settle()
    {
        switch (_state)
        {
            case DeviceState.Online or DeviceState.Busy when IsWanted(_run!):
            case DeviceState.Resting when _polls.IsFresh:
                Answer(serves: true, "");
                break;
            case DeviceState.Disabled or DeviceState.Stopped:
                Answer(serves: false, $"The device is {Status.ToName()}.");
                break;
            case DeviceState.AuthFailed or DeviceState.Failed or DeviceState.Quarantined:
                Answer(serves: false, _view.LastError);
                break;
        }
    }

    private void Answer(bool serves, string reason)
    {
        _asked?.TrySetResult(new HandOverResult(_way, serves, reason));
        _asked = null;
    }

    private static string Name(HandOverKind kind) => kind switch
    {
        HandOverKind.Resume => "resume",
        HandOverKind.Overlap => "overlap",
        _ => "reconnect",
    };
}
