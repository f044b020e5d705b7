namespace PluginHost;

/// <summary>Which certificates of a device are accepted. Devices at home mostly have self-signed ones.</summary>
/// <example><code>var trust = pin.Length > 0 ? CertificateTrust.Pinned(pin) : CertificateTrust.System;</code></example>
public sealed record CertificateTrust
{
    private CertificateTrust(string? pin, bool acceptsAny) => (Pin, AcceptsAny) = (pin, acceptsAny);

    /// <summary>Certificates that the machine trusts, for the right name.</summary>
    public static CertificateTrust System { get; } = new(null, false);

    /// <summary>Any certificate: only with the explicit consent of whoever wrote the settings.</summary>
    public static CertificateTrust Any { get; } = new(null, true);

    /// <summary>The SHA-256 of the only accepted certificate, in upper-case hexadecimal; <see langword="null"/> if none is pinned.</summary>
    public string? Pin { get; }

    /// <summary>Whether every certificate is accepted.</summary>
    public bool AcceptsAny { get; }

    /// <summary>Exactly one certificate, whoever signed it.</summary>
    /// <param name="sha256">Its SHA-256 in hexadecimal, with or without colons.</param>
    /// <returns>The trust.</returns>
    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    public static CertificateTrust Pinned(string sha256)
    {
        var digits = sha256.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? new CertificateTrust(digits, false)
            : throw new FormatException($"A certificate pin has 64 hexadecimal digits, '{sha256}' has not.");
    }
}
