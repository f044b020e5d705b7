using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices.Supervision;

internal sealed partial class DeviceSupervisor
{
    private const int TransitionsKept = 50;

    /// <summary>Whether the driver may be asked for something without a connection.</summary>
    /// <remarks>Not with refused credentials: nothing that waits for the device would ever be tried.</remarks>
    public bool MayCall => _view is
    {
        IsQuarantined: false,
        Status: not DeviceStatus.Disabled and not DeviceStatus.Stopped and not DeviceStatus.AuthFailed,
    };

    private DeviceStatus Status => _state switch
    {
        DeviceState.Disabled => DeviceStatus.Disabled,
        DeviceState.Connecting => DeviceStatus.Connecting,
        DeviceState.Online => DeviceStatus.Online,
        DeviceState.Busy => DeviceStatus.Busy,
        DeviceState.HandingOver => _run?.BusyReason is null ? DeviceStatus.Online : DeviceStatus.Busy,
        DeviceState.Polling when !_polls.IsFresh => DeviceStatus.Connecting,
        DeviceState.Resting or DeviceState.Polling => _polls.Busy is null ? DeviceStatus.Online : DeviceStatus.Busy,
        DeviceState.Backoff => DeviceStatus.Backoff,
        DeviceState.AuthFailed => DeviceStatus.AuthFailed,
        DeviceState.Failed or DeviceState.Quarantined => DeviceStatus.Failed,
        _ => DeviceStatus.Stopped,
    };

    /// <summary>Takes note of what came of a call without a connection.</summary>
    public void NoteOffline(LedgerOwner owner, RunEnd end)
    {
        LogEnd(owner, end);
        if (end.Reaction == Reaction.Quarantine)
        {
            Quarantine(owner, end.Reason);
        }
    }

    private void PublishIfChanged(string reason)
    {
        if (_view.Status != Status)
        {
            Publish(_state, reason, null, null);
        }
    }

    /// <param name="from">The state before.</param>
    /// <param name="reason">Why.</param>
    /// <param name="pause">When it is tried again.</param>
    /// <param name="end">What ended the connection.</param>
    /// <param name="isListed">Whether it is worth a line among the transitions even if the status stays.</param>
    private void Publish(DeviceState from, string reason, TimeSpan? pause, RunEnd? end, bool isListed = false)
    {
        var before = _view;
        var status = Status;
        var now = _services.Time.GetUtcNow();
        var isTrouble = status is DeviceStatus.Backoff or DeviceStatus.AuthFailed or DeviceStatus.Failed;
        var changed = before.Status != status;
        IReadOnlyList<DeviceTransition> transitions = changed || isListed
            ? [.. before.Transitions.TakeLast(TransitionsKept - 1), new DeviceTransition(now, before.Status, status, reason)]
            : before.Transitions;
        var view = new SupervisorView(
            status,
            changed ? now : before.Since,
            isTrouble ? reason : status is DeviceStatus.Online or DeviceStatus.Busy ? "" : before.LastError,
            status is DeviceStatus.Online or DeviceStatus.Busy ? 0 : _retries.Attempt,
            isTrouble && pause is { } wait ? now + wait : null,
            transitions)
        {
            IsQuarantined = _state == DeviceState.Quarantined,
            Outcome = end?.Outcome ?? (isTrouble ? before.Outcome : null),
        };
        Log.Moved(_log, from, _state, reason);
        if (changed)
        {
            LogPresence(status, reason, end is not null && IsDriversFault(end));
        }

        // Whoever sees the state finds its lines in the log.
        _view = view;
        if (changed)
        {
            _device.StatusChanged(view, reason);
        }
    }

    /// <summary>One line when a device goes away and one when it returns, however often it is tried meanwhile.</summary>
    private void LogPresence(DeviceStatus status, string reason, bool isLogged)
    {
        switch (status)
        {
            case DeviceStatus.Online or DeviceStatus.Busy when _awayIsLogged:
                _awayIsLogged = false;
                Log.Returned(_log);
                break;
            case DeviceStatus.Backoff when !_awayIsLogged:
                _awayIsLogged = true;
                Log.Away(_log, reason);
                break;
            case DeviceStatus.AuthFailed:
                _awayIsLogged = true;
                Log.Refused(_log, reason);
                break;
            case DeviceStatus.Failed:
                _awayIsLogged = true;
                if (!isLogged)
                {
                    Log.Failed(_log, reason);
                }

                break;
        }
    }

    private static bool IsDriversFault(RunEnd end) => end.Outcome is CallOutcome.Broken or CallOutcome.Hung or CallOutcome.Blocked;

    private void LogEnd(LedgerOwner owner, RunEnd end)
    {
        if (IsDriversFault(end))
        {
            DriverFault.Tell(_log, owner.Generation, end.Reason, end.Detail);
        }
        else
        {
            Log.Ended(_log, end.Caller, end.Outcome, end.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{From} -> {To} {Reason}")]
        public static partial void Moved(ILogger log, DeviceState from, DeviceState to, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Away, tried again until it returns: {Reason}")]
        public static partial void Away(ILogger log, string reason);

        [LoggerMessage(3, LogLevel.Information, "Back")]
        public static partial void Returned(ILogger log);

        [LoggerMessage(4, LogLevel.Error, "Credentials refused, not tried again before the settings change or somebody asks for it: {Reason}")]
        public static partial void Refused(ILogger log, string reason);

        [LoggerMessage(6, LogLevel.Debug, "{Caller} ended the connection ({Outcome}): {Reason}")]
        public static partial void Ended(ILogger log, Caller caller, CallOutcome outcome, string reason);

        [LoggerMessage(8, LogLevel.Error, "Failed: {Reason}")]
        public static partial void Failed(ILogger log, string reason);

        [LoggerMessage(9, LogLevel.Information, "Handed over by {Kind}: {Reason}")]
        public static partial void HandedOver(ILogger log, string kind, string reason);

        [LoggerMessage(10, LogLevel.Warning, "The next connection could not be opened, the present one goes on: {Reason}")]
        public static partial void NextFailed(ILogger log, string reason);

        [LoggerMessage(12, LogLevel.Warning, "{Mistake}")]
        public static partial void PlanMistaken(ILogger log, string mistake);

        [LoggerMessage(7, LogLevel.Error, "The supervisor failed to handle {Signal}")]
        public static partial void HandlingFailed(ILogger log, DeviceSignal signal, Exception error);
    }
}
