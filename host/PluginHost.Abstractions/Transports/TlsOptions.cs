namespace PluginHost;

/// <summary>How a stream is encrypted and whom it trusts.</summary>
/// <example><code>new TlsOptions { Trust = CertificateTrust.Any }</code></example>
public sealed record TlsOptions
{
    /// <summary>Which certificates are accepted.</summary>
    /// <value><see cref="CertificateTrust.System"/> by default.</value>
    public CertificateTrust Trust { get; init; } = CertificateTrust.System;

    /// <summary>The name the certificate must be for; <see langword="null"/> takes the host that is connected to.</summary>
    public string? ServerName { get; init; }
}
