namespace PluginHost.Ipcom.Virtual;

/// <summary>One message of a client.</summary>
/// <param name="At">When it was complete, by a clock that never goes back.</param>
/// <param name="Client">The number of its connection, from 1.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Plain">Its bytes in plain; of an unknown one at most the first 256.</param>
/// <param name="Wire">Its bytes as they came.</param>
public readonly record struct IpcomMessage(
    DateTimeOffset At, int Client, IpcomMessageKind Kind, ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Wire);
