namespace PluginHost.Ipcom.Protocol;

/// <summary>
/// What turns messages into wire bytes and back. Nothing of it survives a message, so both directions are independent. It
/// hides, and protects nothing: there is no check of integrity, and the key is sent to whoever logs in.
/// </summary>
/// <remarks>As in the vendor's client and the public Python one; held to twenty vectors in both directions.</remarks>
internal sealed class SessionCipher
{
    /// <summary>The mask's index is one byte, so that no message can be longer.</summary>
    public const int LongestMessage = 256;

    private readonly byte[]? _key;
    private readonly bool _isClear;

    private SessionCipher(byte[]? key, bool isClear) => (_key, _isClear) = (key, isClear);

    /// <summary>From the connect until a session key has come: the start of every connection.</summary>
    public static SessionCipher WithoutKey { get; } = new(null, isClear: false);

    /// <summary>No cipher at all: units of before it, and units that hand out no key.</summary>
    public static SessionCipher Clear { get; } = new(null, isClear: true);

    /// <summary>The session's own cipher.</summary>
    /// <param name="key">What the controller handed out, at least one byte.</param>
    public static SessionCipher WithKey(ReadOnlySpan<byte> key) => new(key.ToArray(), isClear: false);

    /// <summary>The key; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Key => _key;

    /// <summary>Enciphers a message, or the begin of one.</summary>
    /// <param name="plain">From the message's first byte on, at most 256.</param>
    /// <param name="wire">Takes as many bytes; may be the same memory.</param>
    /// <exception cref="ArgumentException">Too long, or <paramref name="wire"/> is too short.</exception>
    public void Encipher(ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        Check(plain, wire);
        var index = 0;
        for (var i = 0; i < plain.Length; i++)
        {
            wire[i] = (byte)(plain[i] ^ Mask(index ^ i));
            index = wire[i];
        }
    }

    /// <summary>Deciphers a message, or the begin of one.</summary>
    /// <param name="wire">From the message's first byte on, at most 256.</param>
    /// <param name="plain">Takes as many bytes; may be the same memory.</param>
    /// <exception cref="ArgumentException">Too long, or <paramref name="plain"/> is too short.</exception>
    public void Decipher(ReadOnlySpan<byte> wire, Span<byte> plain)
    {
        Check(wire, plain);
        var index = 0;
        for (var i = 0; i < wire.Length; i++)
        {
            var read = wire[i];
            plain[i] = (byte)(read ^ Mask(index ^ i));
            index = read;
        }
    }

    private static void Check(ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (from.Length > LongestMessage || to.Length < from.Length)
        {
            throw new ArgumentException($"A message has at most {LongestMessage} bytes, and both sides as many.");
        }
    }

    private byte Mask(int index) =>
        _isClear ? (byte)0
        : _key is null ? MaskTable.Bytes[(index + MaskTable.WithoutKey) & 0xff]
        : (byte)(MaskTable.Bytes[index] ^ _key[index % _key.Length]);
}
