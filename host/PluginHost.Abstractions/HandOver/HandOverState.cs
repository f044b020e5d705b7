namespace PluginHost;

/// <summary>What an old connection leaves to the new one.</summary>
/// <param name="Version">The format of <paramref name="State"/>; a driver that does not know it reconnects.</param>
/// <param name="State">What must be remembered beside the streams (next message id, session token), at most 64 KiB.</param>
/// <param name="Streams">The open streams, unread bytes included, in an order that both sides know.</param>
/// <example><code>return new HandOverState(1, BitConverter.GetBytes(_nextId), [_stream]);</code></example>
public sealed record HandOverState(int Version, ReadOnlyMemory<byte> State, IReadOnlyList<IStreamTransport> Streams);
