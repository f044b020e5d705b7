namespace PluginHost;

/// <summary>How a stream is opened.</summary>
/// <example><code>new StreamOptions { Tls = new TlsOptions { Trust = CertificateTrust.Pinned(pin) } }</code></example>
public sealed record StreamOptions
{
    /// <summary>Encrypts the stream; <see langword="null"/> (default) leaves it plain.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Idle time before the first keep-alive probe.</summary>
    /// <value>60 s by default; whole seconds, at least 1.</value>
    public TimeSpan KeepAliveTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two keep-alive probes.</summary>
    /// <value>60 s by default; whole seconds, at least 1.</value>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Unanswered keep-alive probes after which the stream is lost.</summary>
    /// <value>5 by default; at least 1.</value>
    public int KeepAliveProbes { get; init; } = 5;

    /// <summary>Whether the device's connection is over when the peer ends this stream.</summary>
    /// <value>True by default; set it to false for a side stream such as a file transfer.</value>
    public bool EndsConnection { get; init; } = true;
}
