using System.Buffers;

namespace PluginHost.Ipcom.Protocol;

/// <summary>
/// Finds the answers in what a controller sends. Nothing frames a message and nobody knows the answer to a write, so what is
/// not known is skipped, and the next snapshot behind it found by the two bytes with which each of a session begins.
/// </summary>
/// <remarks>Belongs to one session and allocates nothing after its making.</remarks>
internal sealed class AnswerReader
{
    private readonly SessionCipher _cipher;
    private readonly byte[] _snapshot = new byte[ShortMessages.Length];
    private readonly byte[] _keepAlive = new byte[ShortMessages.Length];
    private readonly byte[] _goodbye = new byte[ShortMessages.Length];
    private bool _isAstray;

    /// <summary>Reads the answers of one session.</summary>
    /// <param name="cipher">The session's cipher.</param>
    public AnswerReader(SessionCipher cipher)
    {
        _cipher = cipher;
        cipher.Encipher(ShortMessages.Poll, _snapshot);
        cipher.Encipher(ShortMessages.KeepAlive, _keepAlive);
        cipher.Encipher(ShortMessages.Disconnect, _goodbye);
    }

    /// <summary>How many bytes of unknown meaning there were.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Takes the next answer.</summary>
    /// <param name="input">What was received; what was taken or skipped is cut off.</param>
    /// <param name="message">Takes a snapshot in plain, <see cref="Snapshot.Length"/> bytes.</param>
    /// <returns>What it was; <see langword="null"/> where more bytes are needed.</returns>
    public AnswerKind? TryTake(ref ReadOnlySequence<byte> input, Span<byte> message)
    {
        if (!_isAstray)
        {
            if (input.Length < ShortMessages.Length)
            {
                return null;
            }

            if (StartsWith(input, _snapshot))
            {
                return input.Length < Snapshot.Length ? null : Take(ref input, message);
            }

            if (StartsWith(input, _keepAlive))
            {
                input = input.Slice(ShortMessages.Length);
                return AnswerKind.KeepAlive;
            }

            if (StartsWith(input, _goodbye))
            {
                input = input.Slice(ShortMessages.Length);
                return AnswerKind.Goodbye;
            }

            _isAstray = true;
        }

        return TryTakeLast(ref input, message);
    }

    /// <summary>Skips what came without having been asked for, before something is asked.</summary>
    /// <param name="input">What was received; all of it is cut off.</param>
    /// <returns>Whether it was nothing but a goodbye.</returns>
    public bool SkipToGoodbye(ref ReadOnlySequence<byte> input)
    {
        var isGoodbye = !_isAstray && input.Length == ShortMessages.Length && StartsWith(input, _goodbye);
        SkippedBytes += input.Length;
        input = input.Slice(input.End);
        _isAstray = false;
        return isGoodbye;
    }

    /// <summary>
    /// Behind unknown bytes only a snapshot that ends what was received counts: the controller is quiet after its answer, and
    /// two bytes in the midst of unknown ones may look like a begin.
    /// </summary>
    private AnswerKind? TryTakeLast(ref ReadOnlySequence<byte> input, Span<byte> message)
    {
        if (input.Length < Snapshot.Length)
        {
            return null;
        }

        var last = input.Slice(input.Length - Snapshot.Length);
        var isSnapshot = StartsWith(last, _snapshot);
        var rest = isSnapshot ? last : last.Slice(1);
        SkippedBytes += input.Length - rest.Length;
        input = rest;
        return isSnapshot ? Take(ref input, message) : null;
    }

    private AnswerKind Take(ref ReadOnlySequence<byte> input, Span<byte> message)
    {
        message = message[..Snapshot.Length];
        input.Slice(0, Snapshot.Length).CopyTo(message);
        _cipher.Decipher(message, message);
        input = input.Slice(Snapshot.Length);
        _isAstray = false;
        return AnswerKind.Snapshot;
    }

    private static bool StartsWith(ReadOnlySequence<byte> input, ReadOnlySpan<byte> pair)
    {
        Span<byte> start = stackalloc byte[ShortMessages.Length];
        input.Slice(0, ShortMessages.Length).CopyTo(start);
        return start.SequenceEqual(pair);
    }
}
