using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Model;

/// <summary>Two relays of one motor, which must never be on together.</summary>
internal readonly record struct WatchedPair(OutputAddress First, OutputAddress Second)
{
    public bool IsOn(ReadOnlySpan<byte> values) => values[First.Index] != 0 && values[Second.Index] != 0;
}
