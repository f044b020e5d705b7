using System.Net;

namespace PluginHost;

/// <summary>What an HTTP client of a driver is for.</summary>
/// <example>
/// <code>
/// new HttpOptions { BaseAddress = new Uri("http://192.168.1.30/"), Credentials = new NetworkCredential("user", password) }
/// </code>
/// </example>
public sealed record HttpOptions
{
    /// <summary>The address that relative requests start from.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>
    /// Name and password for digest authentication (MD5 or SHA-256), sent only to <see cref="BaseAddress"/>'s host;
    /// <see langword="null"/> (default) for none. Basic authentication is answered over TLS only.
    /// </summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>Which certificates are accepted over TLS.</summary>
    /// <value><see cref="CertificateTrust.System"/> by default.</value>
    public CertificateTrust Trust { get; init; } = CertificateTrust.System;

    /// <summary>
    /// Whether the client is for answers that never end (event streams). Such a client has connections of its own, so
    /// that a stream cannot keep ordinary requests waiting, and none of its time limits applies to a stream once begun.
    /// </summary>
    public bool Endless { get; init; }

    /// <summary>The most connections at a time.</summary>
    /// <value>2 by default; at least 1.</value>
    public int MaxConnections { get; init; } = 2;

    /// <summary>The longest time for connecting, look-up and TLS included.</summary>
    /// <value>5 s by default.</value>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(5);
}
