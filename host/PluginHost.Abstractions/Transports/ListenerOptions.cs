using System.Net;

namespace PluginHost;

/// <summary>How a listener is bound and what it allows.</summary>
/// <example><code>new ListenerOptions { Port = 8900, StreamLimit = TimeSpan.FromSeconds(10) }</code></example>
public sealed record ListenerOptions
{
    /// <summary>The local port.</summary>
    /// <value>0 by default: a free one.</value>
    public int Port { get; init; }

    /// <summary>The local address; <see langword="null"/> (default) for all interfaces.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The most streams at a time; further ones wait in the system's backlog.</summary>
    /// <value>16 by default; at least 1.</value>
    public int MaxStreams { get; init; } = 16;

    /// <summary>The longest a stream may be served; <see langword="null"/> for no limit.</summary>
    /// <value>10 s by default.</value>
    public TimeSpan? StreamLimit { get; init; } = TimeSpan.FromSeconds(10);
}
