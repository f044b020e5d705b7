namespace PluginHost.Ipcom.Protocol;

/// <summary>The answer to a login that was accepted, with the key of the session.</summary>
/// <remarks>Byte 1 is a version, 2 to 5 are the firmware's in ASCII, 6 is not known; none of them is needed.</remarks>
internal static class LoginAnswer
{
    /// <summary>Its length.</summary>
    public const int Length = KeyOffset + KeyLength;

    /// <summary>The length of the form without a key; nothing is enciphered after it.</summary>
    public const int ShortLength = 3;

    /// <summary>The length of a session key.</summary>
    public const int KeyLength = 128;

    private const int KeyOffset = 7;

    /// <summary>The key in a message that is plain and complete.</summary>
    /// <param name="message"><see cref="Length"/> bytes.</param>
    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> message) => message.Slice(KeyOffset, KeyLength);

    /// <summary>Writes the message in plain.</summary>
    /// <param name="firmware">Four ASCII bytes.</param>
    /// <param name="key">The session key.</param>
    /// <param name="message">Takes <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> firmware, ReadOnlySpan<byte> key, Span<byte> message)
    {
        message[0] = (byte)MessageId.Connect;
        message[1] = 1;
        firmware[..4].CopyTo(message[2..]);
        message[6] = 0;
        key[..KeyLength].CopyTo(message[KeyOffset..]);
    }
}
