using System.Net;

namespace PluginHost;

/// <summary>One datagram that has come in.</summary>
/// <param name="Remote">Who sent it.</param>
/// <param name="Payload">Its bytes, owned by the receiver.</param>
public sealed record Datagram(IPEndPoint Remote, ReadOnlyMemory<byte> Payload);
