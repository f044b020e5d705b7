using System.Net;

namespace PluginHost;

/// <summary>How a UDP socket is opened.</summary>
/// <example><code>new DatagramOptions { Port = 1900, MulticastGroup = IPAddress.Parse("239.255.255.250"), SharePort = true }</code></example>
public sealed record DatagramOptions
{
    /// <summary>The local port.</summary>
    /// <value>0 by default: a free one.</value>
    public int Port { get; init; }

    /// <summary>The local address; <see langword="null"/> (default) for all interfaces.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Whether it may send to broadcast addresses.</summary>
    public bool Broadcast { get; init; }

    /// <summary>A multicast group to join on every interface; <see langword="null"/> (default) for none.</summary>
    public IPAddress? MulticastGroup { get; init; }

    /// <summary>Whether other programs may use the port at the same time, as discovery protocols need.</summary>
    public bool SharePort { get; init; }
}
