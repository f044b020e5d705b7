using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PluginHost.Barco.Protocol;

/// <summary>
/// Cuts what one peer sends into messages. Only the completeness of a JSON object ends a message; bytes
/// outside one are skipped. A reader belongs to one stream and dies with it: half a message kept
/// for the next stream would spoil every reply on it.
/// </summary>
internal sealed class PulseMessageReader(int maxMessageBytes = PulseMessageReader.MaxMessageBytes)
{
    /// <summary>The longest message taken: introspection runs to many KB, nothing known comes near 1 MiB.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    /// <summary>How much of the bytes skipped before a message is kept.</summary>
    public const int MaxPrefixBytes = 4096;

    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly ArrayBufferWriter<byte> _prefix = new();
    private JsonObjectScanner _scanner;
    private bool _betweenMessages = true;
    private bool _overflowed;

    /// <summary>All bytes skipped so far because they stood outside a message.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>All bytes looked at so far in search of a message's end.</summary>
    public long ScannedBytes { get; private set; }

    /// <summary>The length of the message that has begun and not ended.</summary>
    public int PendingBytes => _pending.WrittenCount;

    /// <summary>The message that has begun and not ended; a reader that is given it goes on where this one stands.</summary>
    public ReadOnlySpan<byte> Pending => _pending.WrittenSpan;

    /// <summary>
    /// The first <see cref="MaxPrefixBytes"/> of what was skipped before the message last returned, until
    /// the next call; <see cref="HttpHead.IsRequest"/> tells what they are.
    /// </summary>
    public ReadOnlySpan<byte> Prefix => _prefix.WrittenSpan;

    /// <summary>Takes bytes until one message is complete.</summary>
    /// <param name="input">What was received; what has been taken is cut off, everything where the answer is false.</param>
    /// <param name="message">The message.</param>
    /// <returns>False where more bytes are needed.</returns>
    /// <exception cref="PulseProtocolException">
    /// A balanced object is no message; the reader stands behind it. Or a message exceeds the bound; the
    /// reader is of no more use.
    /// </exception>
    /// <exception cref="InvalidOperationException">A message exceeded the bound in an earlier call.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, [NotNullWhen(true)] out PulseMessage? message)
    {
        if (_overflowed)
        {
            throw new InvalidOperationException("The reader gave up on an overlong message; its connection is over.");
        }

        var taken = 0L;
        try
        {
            foreach (var segment in input)
            {
                var rest = segment.Span;
                while (!rest.IsEmpty)
                {
                    var isComplete = TryComplete(rest, out var count, out var complete);
                    taken += count;
                    rest = rest[count..];
                    if (isComplete)
                    {
                        message = Parse(complete);
                        return true;
                    }
                }
            }
        }
        finally
        {
            input = input.Slice(taken);
        }

        message = null;
        return false;
    }

    private bool TryComplete(ReadOnlySpan<byte> bytes, out int count, out ReadOnlySpan<byte> complete)
    {
        complete = default;
        if (!_scanner.IsInside)
        {
            count = Skip(bytes);
            if (count > 0)
            {
                return false;
            }
        }

        // One byte more than allowed is enough to know.
        var allowed = maxMessageBytes - _pending.WrittenCount;
        bytes = bytes[..Math.Min(bytes.Length, allowed + 1)];
        count = _scanner.Scan(bytes);
        ScannedBytes += count;
        bytes = bytes[..count];
        if (count > allowed)
        {
            _overflowed = true;
            _pending.Write(bytes[..allowed]);
            throw new PulseProtocolException(
                PulseProtocolFault.TooLong, $"Message longer than {maxMessageBytes} bytes", _pending.WrittenSpan);
        }

        // A message that arrives whole is parsed where it lies.
        if (!_scanner.IsInside && _pending.WrittenCount == 0)
        {
            complete = bytes;
            return true;
        }

        _pending.Write(bytes);
        complete = _pending.WrittenSpan;
        return !_scanner.IsInside;
    }

    private int Skip(ReadOnlySpan<byte> bytes)
    {
        if (_betweenMessages)
        {
            _prefix.ResetWrittenCount();
            _betweenMessages = false;
        }

        var brace = bytes.IndexOf((byte)'{');
        var skipped = brace < 0 ? bytes : bytes[..brace];
        _prefix.Write(skipped[..Math.Min(skipped.Length, MaxPrefixBytes - _prefix.WrittenCount)]);
        SkippedBytes += skipped.Length;
        return skipped.Length;
    }

    private PulseMessage Parse(ReadOnlySpan<byte> complete)
    {
        _betweenMessages = true;
        try
        {
            return PulseMessageParser.Parse(complete);
        }
        finally
        {
            _pending.ResetWrittenCount();
        }
    }
}
