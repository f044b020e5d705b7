using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual.Records;

namespace PluginHost.Ipcom.Virtual.Model;

/// <summary>Looks for pairs with both relays on. Guarded by its owner's lock.</summary>
internal sealed class PairWatch
{
    private const int MostAlarms = 1000;

    private readonly List<(WatchedPair Pair, bool WasOn)> _pairs = [];
    private readonly RecentList<IpcomAlarm> _alarms = new(MostAlarms);

    public IReadOnlyList<IpcomAlarm> Alarms => _alarms.Read();

    public void Add(WatchedPair pair) => _pairs.Add((pair, false));

    /// <summary>Looks at outputs that have changed.</summary>
    public void Look(ReadOnlySpan<byte> values, DateTimeOffset at)
    {
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (pair, wasOn) = _pairs[i];
            var isOn = pair.IsOn(values);
            _pairs[i] = (pair, isOn);
            if (isOn && !wasOn)
            {
                Raise(IpcomAlarmKind.State, pair, at);
            }
        }
    }

    /// <summary>Looks at the values that a module is to take.</summary>
    public void LookAhead(int module, ReadOnlySpan<byte> current, ReadOnlySpan<byte> wanted, DateTimeOffset at)
    {
        Span<byte> ahead = stackalloc byte[Snapshot.Values];
        current.CopyTo(ahead);
        wanted.CopyTo(ahead[new OutputAddress(module, 1).Index..]);
        foreach (var (pair, _) in _pairs)
        {
            if ((pair.First.Module == module || pair.Second.Module == module) && pair.IsOn(ahead))
            {
                Raise(IpcomAlarmKind.Write, pair, at);
            }
        }
    }

    /// <summary>Leaves every pair as it was whose relays would both be on.</summary>
    public void Interlock(ReadOnlySpan<byte> before, Span<byte> after)
    {
        foreach (var (pair, _) in _pairs)
        {
            if (pair.IsOn(after))
            {
                after[pair.First.Index] = before[pair.First.Index];
                after[pair.Second.Index] = before[pair.Second.Index];
            }
        }
    }

    private void Raise(IpcomAlarmKind kind, WatchedPair pair, DateTimeOffset at) =>
        _alarms.Add(new IpcomAlarm(at, kind, pair.First.ToString(), pair.Second.ToString()));
}
