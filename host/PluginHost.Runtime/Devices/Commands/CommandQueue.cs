using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Commands;

/// <summary>The commands of one device that wait for their turn. Lives as long as the device, over all its connections.</summary>
internal sealed class CommandQueue
{
    /// <summary>More than a person or program can mean; beyond it the device is not being listened to.</summary>
    public const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<QueuedCommand> _waiting = [];
    private readonly TimeProvider _time;
    private readonly TimerWheel _wheel;
    private readonly Action<QueuedCommand, CommandAnswer> _answered;
    private readonly WheelTimer _gapOver;
    private Action? _posted;
    private string? _closed;
    private long _notBefore = long.MinValue;

    public CommandQueue(TimeProvider time, TimerWheel wheel, Action<QueuedCommand, CommandAnswer> answered)
    {
        (_time, _wheel, _answered) = (time, wheel, answered);
        _gapOver = new WheelTimer(WakeListener);
    }

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0;
            }
        }
    }

    /// <summary>How long the next command has to wait after the last one.</summary>
    public TimeSpan GapLeft
    {
        get
        {
            lock (_lock)
            {
                var now = _time.GetTimestamp();
                return now < _notBefore ? _time.GetElapsedTime(now, _notBefore) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whom to tell from now on that a command may be taken: the lane of the present connection.</summary>
    public void Listen(Action posted)
    {
        lock (_lock)
        {
            _posted = posted;
        }
    }

    /// <summary>Ends the telling, unless another lane listens already: one that is slow to end must not make the next one deaf.</summary>
    public void Unlisten(Action posted)
    {
        lock (_lock)
        {
            _posted = ReferenceEquals(_posted, posted) ? null : _posted;
        }
    }

    public QueuedCommand Post(long id, Command command, bool isWaitedFor, TimeSpan limit)
    {
        var queued = new QueuedCommand(id, command, isWaitedFor, limit, _time, Expire);
        List<QueuedCommand> superseded = [];
        (CommandAnswerStatus Status, string Reason)? refusal = null;
        lock (_lock)
        {
            if (command.Entity.Continuous)
            {
                superseded.AddRange(_waiting.Where(waiting => waiting.Command.Entity.Id == command.Entity.Id));
                superseded.ForEach(old => _waiting.Remove(old));
            }

            if (_closed is not null)
            {
                refusal = (CommandAnswerStatus.Offline, _closed);
            }
            else if (_waiting.Count >= Most)
            {
                refusal = (CommandAnswerStatus.Failed, $"{Most} commands wait already.");
            }
            else
            {
                _waiting.AddLast(queued);
                _wheel.Schedule(queued.Expiry, limit);
            }
        }

        foreach (var old in superseded)
        {
            Answer(old, CommandAnswerStatus.Superseded, "A newer value took its place.");
        }

        if (refusal is var (status, reason))
        {
            Answer(queued, status, reason);
        }
        else
        {
            WakeListener();
        }

        return queued;
    }

    /// <summary>Takes the oldest command and all that wait under its batch key; none while the gap after the last one runs.</summary>
    public IReadOnlyList<QueuedCommand> Take()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first || _time.GetTimestamp() < _notBefore)
            {
                return [];
            }

            List<QueuedCommand> batch = first.Value.Command.Entity.BatchKey is { } key
                ? [.. _waiting.Where(waiting => waiting.Command.Entity.BatchKey == key)]
                : [first.Value];
            batch.ForEach(queued => _waiting.Remove(queued));
            return batch;
        }
    }

    /// <summary>Lets the next command wait; the listener of that time is told when the gap is over.</summary>
    public void BeginGap(TimeSpan gap)
    {
        if (gap <= TimeSpan.Zero)
        {
            return;
        }

        lock (_lock)
        {
            _notBefore = _time.GetTimestamp() + (long)(gap.TotalSeconds * _time.TimestampFrequency);
        }

        _wheel.Schedule(_gapOver, gap);
    }

    public void Answer(QueuedCommand queued, CommandAnswerStatus status, string reason)
    {
        _wheel.Cancel(queued.Expiry);
        if (queued.TryAnswer(status, reason) is { } answer)
        {
            _answered(queued, answer);
        }
    }

    /// <summary>Tells those who wait for an answer that there is no connection; what nobody waits for stays queued.</summary>
    public void RefuseWaitedFor(string reason) => End(queued => queued.IsWaitedFor, CommandAnswerStatus.Offline, reason);

    /// <summary>Ends everything: the device is no more, and whoever comes later is told so.</summary>
    public void Close(string reason)
    {
        lock (_lock)
        {
            _closed = reason;
        }

        End(_ => true, CommandAnswerStatus.Offline, reason);
    }

    private void End(Func<QueuedCommand, bool> which, CommandAnswerStatus status, string reason)
    {
        List<QueuedCommand> ended;
        lock (_lock)
        {
            ended = [.. _waiting.Where(which)];
            ended.ForEach(queued => _waiting.Remove(queued));
        }

        foreach (var queued in ended)
        {
            Answer(queued, status, reason);
        }
    }

    private void WakeListener()
    {
        Action? posted;
        lock (_lock)
        {
            posted = _posted;
        }

        posted?.Invoke();
    }

    private void Expire(QueuedCommand queued)
    {
        bool waited;
        lock (_lock)
        {
            waited = _waiting.Remove(queued);
        }

        // One that is being executed is bounded by its call's deadline.
        if (waited)
        {
            Answer(queued, CommandAnswerStatus.TimedOut, "Its time was up before its turn came.");
        }
    }
}
