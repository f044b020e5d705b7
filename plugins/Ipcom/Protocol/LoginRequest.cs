using System.Text;

namespace PluginHost.Ipcom.Protocol;

/// <summary>The login: two padded fields, the number of the bus, and whether the bus is to be locked.</summary>
internal static class LoginRequest
{
    /// <summary>Its length; a client that pads by characters or does not cut sends another one and is refused.</summary>
    public const int Length = 56;

    /// <summary>The longest user name.</summary>
    public const int LongestUser = FieldLength - 5;

    /// <summary>The longest password.</summary>
    public const int LongestPassword = FieldLength - 4;

    private const byte Version = 2;
    private const int FieldLength = 26;

    private static ReadOnlySpan<byte> UserTag => "USER:"u8;

    private static ReadOnlySpan<byte> PasswordTag => "PWD:"u8;

    /// <summary>Whether a name or password can be sent as it is.</summary>
    /// <param name="text">The name or password.</param>
    /// <param name="longest">How long it may be.</param>
    public static bool Fits(string text, int longest) => text.Length <= longest && text.All(letter => letter is >= ' ' and <= '~');

    /// <summary>Writes the message in plain.</summary>
    /// <param name="user">The name, see <see cref="Fits"/>.</param>
    /// <param name="password">The password, see <see cref="Fits"/>.</param>
    /// <param name="bus">The number of the bus.</param>
    /// <param name="message">Takes <see cref="Length"/> bytes.</param>
    /// <exception cref="ArgumentException">Name or password cannot be sent.</exception>
    public static void Write(string user, string password, byte bus, Span<byte> message)
    {
        if (!Fits(user, LongestUser) || !Fits(password, LongestPassword))
        {
            throw new ArgumentException("Name or password is too long or holds letters that are not ASCII.");
        }

        message[0] = (byte)MessageId.Connect;
        message[1] = Version;
        WriteField(UserTag, user, message.Slice(ShortMessages.Length, FieldLength));
        WriteField(PasswordTag, password, message.Slice(ShortMessages.Length + FieldLength, FieldLength));
        message[^2] = bus;
        message[^1] = 0;
    }

    /// <summary>Reads a message in plain.</summary>
    /// <param name="message">The message.</param>
    /// <param name="user">The name without its padding.</param>
    /// <param name="password">The password without its padding.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out string user, out string password)
    {
        (user, password) = ("", "");
        return message.Length == Length
            && message[0] == (byte)MessageId.Connect
            && TryReadField(UserTag, message.Slice(ShortMessages.Length, FieldLength), out user)
            && TryReadField(PasswordTag, message.Slice(ShortMessages.Length + FieldLength, FieldLength), out password);
    }

    private static void WriteField(ReadOnlySpan<byte> tag, string text, Span<byte> field)
    {
        field.Fill((byte)' ');
        tag.CopyTo(field);
        Encoding.ASCII.GetBytes(text, field[tag.Length..]);
    }

    private static bool TryReadField(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> field, out string text)
    {
        text = field.StartsWith(tag) ? Encoding.ASCII.GetString(field[tag.Length..]).TrimEnd(' ') : "";
        return field.StartsWith(tag);
    }
}
