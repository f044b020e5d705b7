using System.Buffers;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>Finds the messages in what a client sends: by what their first bytes are in plain, since nothing frames them.</summary>
/// <param name="isStrict">Whether all that lies there must be one message.</param>
internal sealed class RequestReader(bool isStrict)
{
    private const byte Version = 1;
    private const byte LoginVersion = 2;
    private const int NotYetKnown = 0;

    private readonly byte[] _wire = new byte[SessionCipher.LongestMessage];
    private readonly byte[] _plain = new byte[SessionCipher.LongestMessage];
    private int _length;

    /// <summary>The message last taken, in plain; of an unknown one the first bytes.</summary>
    public ReadOnlySpan<byte> Plain => _plain.AsSpan(0, _length);

    /// <summary>The same as it came.</summary>
    public ReadOnlySpan<byte> Wire => _wire.AsSpan(0, _length);

    /// <summary>Takes the next message. Where there is none, everything is taken as unknown.</summary>
    /// <param name="input">What was received; what was taken is cut off.</param>
    /// <param name="cipher">The client's cipher.</param>
    /// <param name="isLoggedIn">Whether it has logged in.</param>
    /// <returns>What it was; <see langword="null"/> where more bytes are needed.</returns>
    public IpcomMessageKind? TryTake(ref ReadOnlySequence<byte> input, SessionCipher cipher, bool isLoggedIn)
    {
        if (input.IsEmpty)
        {
            return null;
        }

        var seen = (int)Math.Min(input.Length, SessionCipher.LongestMessage);
        input.Slice(0, seen).CopyTo(_wire);
        cipher.Decipher(_wire.AsSpan(0, seen), _plain);
        var kind = KindOf(_plain.AsSpan(0, seen), isLoggedIn, out var length);
        if (isStrict && input.Length != length)
        {
            kind = IpcomMessageKind.Unknown;
        }

        if (kind == IpcomMessageKind.Unknown)
        {
            _length = seen;
            input = input.Slice(input.End);
            return kind;
        }

        if (length == NotYetKnown || length > seen)
        {
            return null;
        }

        _length = length;
        input = input.Slice(length);
        return kind;
    }

    private static IpcomMessageKind KindOf(ReadOnlySpan<byte> plain, bool isLoggedIn, out int length)
    {
        length = ShortMessages.Length;
        var kind = (MessageId)plain[0] switch
        {
            MessageId.Connect when !isLoggedIn => IpcomMessageKind.Login,
            MessageId.Disconnect => IpcomMessageKind.Goodbye,
            MessageId.KeepAlive when isLoggedIn => IpcomMessageKind.KeepAlive,
            MessageId.ExoOutputs when isLoggedIn => IpcomMessageKind.Poll,
            MessageId.Frame when isLoggedIn => IpcomMessageKind.Frame,
            _ => IpcomMessageKind.Unknown,
        };
        if (plain.Length > 1 && plain[1] != (kind == IpcomMessageKind.Login ? LoginVersion : Version))
        {
            return IpcomMessageKind.Unknown;
        }

        length = kind switch
        {
            IpcomMessageKind.Login => LoginRequest.Length,
            IpcomMessageKind.Frame => FrameLength(plain),
            _ => length,
        };
        return length > SessionCipher.LongestMessage ? IpcomMessageKind.Unknown : kind;
    }

    /// <summary>How long a message with a frame is; more than the longest message where it is none.</summary>
    private static int FrameLength(ReadOnlySpan<byte> plain)
    {
        const int None = int.MaxValue;
        var start = ShortMessages.Length;
        if (plain.Length > start && plain[start] != OutputWrite.FrameStart)
        {
            start++;
        }

        if (plain.Length > start && plain[start] != OutputWrite.FrameStart)
        {
            return None;
        }

        var lengthAt = start + OutputWrite.LengthOffset;
        return plain.Length > lengthAt ? lengthAt + 1 + plain[lengthAt] : NotYetKnown;
    }
}
