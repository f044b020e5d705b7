using System.Buffers;
using PluginHost.Dahua.Protocol.Events;

namespace PluginHost.Dahua.Protocol.EventStream;

/// <summary>
/// Finds the events in an endless multipart answer, however firmware frames them and the network cuts them. An event is given
/// out as soon as it is known to be complete, which no delimiter behind it is needed for. Belongs to one answer.
/// </summary>
internal sealed class MultipartEventReader
{
    /// <summary>The longest part taken as a rule; the longest seen have a few KB.</summary>
    public const int LongestPart = 256 * 1024;

    private const int LongestHeadLine = 1024;

    private readonly PartDelimiter _delimiter;
    private readonly int _longestPart;
    private readonly PartBuffer _buffer = new();
    private Place _place;
    private int? _length;
    private int _lineStart;
    private int _seen;
    private bool _isLineCut;
    private JsonBalance _balance;

    /// <summary>Reads one answer.</summary>
    /// <param name="contentType">The answer's content type, where it has one.</param>
    /// <param name="longestPart">What is longer loses its data.</param>
    public MultipartEventReader(string? contentType, int longestPart = LongestPart)
    {
        _delimiter = new PartDelimiter(contentType);
        _longestPart = longestPart;
    }

    private enum Place
    {
        /// <summary>Before a body: delimiters, headers, blank lines, and what does not belong here.</summary>
        BetweenBodies,

        /// <summary>In a body.</summary>
        InBody,

        /// <summary>Behind a part that was too long: only a delimiter counts.</summary>
        Astray,
    }

    private enum Step
    {
        MoreNeeded,
        Advanced,
        Taken,
    }

    /// <summary>How many bytes belonged to nothing that is known.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>How many parts were too long.</summary>
    public long OversizedParts { get; private set; }

    /// <summary>How much memory it holds for what is not complete.</summary>
    public int Capacity => _buffer.Capacity;

    /// <summary>Takes the next event or heartbeat. Ask until there is none: one read may bring many.</summary>
    /// <param name="input">What was received; what was taken is cut off, everything where the answer is false.</param>
    /// <param name="cameraEvent">The event; <see langword="null"/> for a heartbeat.</param>
    /// <returns>False where more bytes are needed.</returns>
    public bool TryTake(ref ReadOnlySequence<byte> input, out CameraEvent? cameraEvent)
    {
        while (true)
        {
            cameraEvent = null;
            var step = _place == Place.InBody ? GoOnInBody(out cameraEvent) : GoOnBetween();
            if (step == Step.Taken)
            {
                return true;
            }

            if (step == Step.MoreNeeded)
            {
                if (input.IsEmpty)
                {
                    return false;
                }

                _buffer.Fill(ref input);
            }
        }
    }

    private static bool IsHeartbeat(ReadOnlySpan<byte> body) => body.StartsWith("Heartbeat"u8);

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8).IsEmpty;

    private Step GoOnBetween()
    {
        var bytes = _buffer.Bytes;
        if (_place == Place.BetweenBodies && !_isLineCut && (bytes.StartsWith(EventText.Start) || IsHeartbeat(bytes)))
        {
            Enter(Place.InBody, dropped: 0);
            return Step.Advanced;
        }

        var found = bytes[_seen..].IndexOf((byte)'\n');
        if (found >= 0)
        {
            var end = _seen + found;
            var line = bytes[..end];
            _isLineCut |= line.Length > LongestHeadLine;
            Enter(ReadLine(line), dropped: end + 1);
            return Step.Advanced;
        }

        _seen = bytes.Length;
        if (bytes.Length > LongestHeadLine)
        {
            // A delimiter may yet end this line.
            var dropped = bytes.Length - PartDelimiter.LongestLine;
            SkippedBytes += dropped;
            _buffer.Drop(dropped);
            _seen = PartDelimiter.LongestLine;
            _isLineCut = true;
        }

        return Step.MoreNeeded;
    }

    private Place ReadLine(ReadOnlySpan<byte> line)
    {
        // Of a long line no more than this is there where it came in pieces.
        var tail = _isLineCut ? Math.Max(0, line.Length - PartDelimiter.LongestLine) : 0;
        var delimiter = _delimiter.StartIn(line[tail..]);
        if (delimiter >= 0)
        {
            SkippedBytes += tail + delimiter;
            _length = null;
            return Place.BetweenBodies;
        }

        if (_place == Place.Astray)
        {
            SkippedBytes += line.Length + 1;
        }
        else if (!_isLineCut && PartHeader.Is(line))
        {
            _length = PartHeader.TryReadLength(line, out var length) ? length : _length;
        }
        else if (_isLineCut || !IsBlank(line))
        {
            SkippedBytes += line.Length + 1;
        }

        return _place;
    }

    private Step GoOnInBody(out CameraEvent? cameraEvent)
    {
        cameraEvent = null;
        var bytes = _buffer.Bytes;
        while (true)
        {
            var found = bytes[_seen..].IndexOf((byte)'\n');
            if (found < 0)
            {
                return GoOnInLine(out cameraEvent);
            }

            var end = _seen + found + 1;
            var line = bytes[_lineStart..(end - 1)];
            if (_lineStart > 0 && _delimiter.Is(line))
            {
                // A body that breaks off: the framing is right where its length is not.
                return Finish(_lineStart, dropped: end, out cameraEvent);
            }

            var isComplete = _length is { } length ? length <= end : IsComplete(line);
            if (isComplete && (_length ?? end) <= _longestPart)
            {
                return Finish(_length ?? end, _length ?? end, out cameraEvent);
            }

            if (end > _longestPart)
            {
                return GiveUp(out cameraEvent);
            }

            (_lineStart, _seen) = (end, end);
        }
    }

    /// <summary>In a line of which the end has not come.</summary>
    private Step GoOnInLine(out CameraEvent? cameraEvent)
    {
        cameraEvent = null;
        var bytes = _buffer.Bytes;
        _seen = bytes.Length;
        var line = bytes[_lineStart..];
        var mayDelimit = _lineStart > 0 && _delimiter.MayBecome(line);
        if (_length is { } length && length <= bytes.Length && length <= _longestPart && !(mayDelimit && !IsBlank(line)))
        {
            return Finish(length, length, out cameraEvent);
        }

        return bytes.Length > _longestPart && !mayDelimit ? GiveUp(out cameraEvent) : Step.MoreNeeded;
    }

    /// <summary>Without a length a heartbeat and an event without data end with their line, and data when its brackets do.</summary>
    private bool IsComplete(ReadOnlySpan<byte> line)
    {
        if (_lineStart == 0 && !EventText.TryFindData(line, out _, out line))
        {
            return true;
        }

        _balance.Take(line);
        return _balance.IsComplete;
    }

    private Step Finish(int length, int dropped, out CameraEvent? cameraEvent)
    {
        var body = _buffer.Bytes[..length];
        cameraEvent = null;
        var isTaken = IsHeartbeat(body) || EventText.TryRead(body, out cameraEvent);
        SkippedBytes += isTaken ? 0 : length;
        _length = null;
        Enter(Place.BetweenBodies, dropped);
        return isTaken ? Step.Taken : Step.Advanced;
    }

    /// <summary>That something happened is told even where what came with it is too long.</summary>
    private Step GiveUp(out CameraEvent? cameraEvent)
    {
        var isTaken = EventText.TryReadTooLong(_buffer.Bytes[.._longestPart], out cameraEvent);
        OversizedParts++;
        SkippedBytes += _lineStart;
        _length = null;
        Enter(Place.Astray, _lineStart);
        return isTaken ? Step.Taken : Step.Advanced;
    }

    private void Enter(Place place, int dropped)
    {
        _buffer.Drop(dropped);
        _place = place;
        (_lineStart, _seen, _isLineCut, _balance) = (0, 0, false, default);
    }
}
