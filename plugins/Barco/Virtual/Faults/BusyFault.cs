namespace PluginHost.Barco.Virtual.Faults;

/// <summary>A fault that lasts for a time from its first occurrence, or as long as it is asked for. Guarded by its owner's lock.</summary>
internal sealed class BusyFault(Fault fault)
{
    private DateTimeOffset? _since;

    /// <param name="faults">The faults asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="towards">Where to the pretended transition leads.</param>
    public bool Occurs(FaultList faults, DateTimeOffset now, out string towards)
    {
        towards = "ready";
        if (!faults.Occurs(fault, out var value))
        {
            _since = null;
            return false;
        }

        _since ??= now;
        if (value is not null && FaultValue.TryTime(value, out var time))
        {
            return now < _since + time;
        }

        towards = value ?? towards;
        return true;
    }
}
