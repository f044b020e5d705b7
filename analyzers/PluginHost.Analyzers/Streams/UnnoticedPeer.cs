using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Streams;

/// <summary>A connection whose reader cannot notice that the peer is gone.</summary>
/// <param name="Place">The connect, else the creation.</param>
/// <param name="Socket">How the socket is named there; <see langword="null"/> where it has no name.</param>
internal sealed record UnnoticedPeer(IOperation Place, string? Socket);
