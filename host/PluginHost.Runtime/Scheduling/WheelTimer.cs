namespace PluginHost.Runtime.Scheduling;

/// <summary>One caller's entry in a <see cref="TimerWheel"/>: made once, armed as often as needed without allocating.</summary>
/// <param name="callback">Runs on the wheel's thread each time the timer is due; it must be short.</param>
internal sealed class WheelTimer(Action callback)
{
    public const long NeverDue = long.MinValue;

    /// <summary>The slot that holds this timer, or null while it is not pending; guarded by the wheel's lock.</summary>
    public WheelSlot? Slot { get; set; }

    public WheelTimer? Previous { get; set; }

    public WheelTimer? Next { get; set; }

    /// <summary>The exact moment asked for, in the wheel's units of time; kept after firing, as the origin of the next beat.</summary>
    public long Due { get; set; } = NeverDue;

    /// <summary>The tick in which it fires: the first one at or after <see cref="Due"/>.</summary>
    public long Tick { get; set; }

    public void Invoke() => callback();
}
