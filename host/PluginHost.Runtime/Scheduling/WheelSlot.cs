namespace PluginHost.Runtime.Scheduling;

/// <summary>The timers of one slot, of this revolution and of later ones, in the order of their scheduling.</summary>
/// <remarks>The list is threaded through the timers themselves. Guarded by the wheel's lock.</remarks>
internal sealed class WheelSlot
{
    private WheelTimer? _first;
    private WheelTimer? _last;

    /// <summary>
    /// The earliest tick in which a timer of this slot may be due; <see cref="long.MaxValue"/> when it is empty.
    /// </summary>
    /// <remarks>Too early, never too late, after a timer was taken out: searching for the next one then would make a cancellation linear.</remarks>
    public long Earliest { get; private set; } = long.MaxValue;

    public void Append(WheelTimer timer)
    {
        timer.Slot = this;
        timer.Previous = _last;
        if (_last is null)
        {
            _first = timer;
        }
        else
        {
            _last.Next = timer;
        }

        _last = timer;
        Earliest = Math.Min(Earliest, timer.Tick);
    }

    public void Remove(WheelTimer timer)
    {
        if (timer.Previous is null)
        {
            _first = timer.Next;
        }
        else
        {
            timer.Previous.Next = timer.Next;
        }

        if (timer.Next is null)
        {
            _last = timer.Previous;
        }
        else
        {
            timer.Next.Previous = timer.Previous;
        }

        timer.Slot = null;
        timer.Previous = null;
        timer.Next = null;
        if (_first is null)
        {
            Earliest = long.MaxValue;
        }
    }

    public WheelTimer? TakeFirst()
    {
        var timer = _first;
        if (timer is not null)
        {
            Remove(timer);
        }

        return timer;
    }

    /// <summary>Moves the timers of one tick to another list, keeping their order.</summary>
    public void MoveDue(long tick, WheelSlot target)
    {
        var earliest = long.MaxValue;
        for (var timer = _first; timer is not null;)
        {
            var next = timer.Next;
            if (timer.Tick == tick)
            {
                Remove(timer);
                target.Append(timer);
            }
            else
            {
                earliest = Math.Min(earliest, timer.Tick);
            }

            timer = next;
        }

        Earliest = earliest;
    }
}
