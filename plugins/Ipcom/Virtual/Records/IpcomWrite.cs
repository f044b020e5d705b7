namespace PluginHost.Ipcom.Virtual;

/// <summary>One write of outputs that was whole and right.</summary>
/// <param name="At">When it came.</param>
/// <param name="Client">The number of its connection, from 1.</param>
/// <param name="Module">From 1 to 16.</param>
/// <param name="Values">The eight values.</param>
public readonly record struct IpcomWrite(DateTimeOffset At, int Client, int Module, ReadOnlyMemory<byte> Values);
