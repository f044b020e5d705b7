using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>A hash of digest authentication (RFC 7616), plain or bound to a session of nonce and client nonce.</summary>
internal sealed record DigestAlgorithm
{
    private readonly Func<byte[], byte[]> _hash;

    private DigestAlgorithm(string name, int strength, bool isSession, Func<byte[], byte[]> hash) =>
        (Name, Strength, IsSession, _hash) = (name, strength, isSession, hash);

    public string Name { get; }

    /// <summary>The greater, the better.</summary>
    public int Strength { get; }

    /// <summary>Whether the secret is hashed with the nonces (<c>-sess</c>).</summary>
    public bool IsSession { get; }

    public static DigestAlgorithm Md5 { get; } = new("MD5", 1, isSession: false, MD5.HashData);

    private static DigestAlgorithm[] Known { get; } =
    [
        Md5,
        new("MD5-sess", 1, isSession: true, MD5.HashData),
        new("SHA-256", 2, isSession: false, SHA256.HashData),
        new("SHA-256-sess", 2, isSession: true, SHA256.HashData),
    ];

    /// <summary>The algorithm of this name; <see langword="null"/> if it is not known here.</summary>
    public static DigestAlgorithm? Find(string name) =>
        Known.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string Hash(string text) => Convert.ToHexStringLower(_hash(Encoding.UTF8.GetBytes(text)));
}
