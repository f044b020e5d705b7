using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PluginHost.Dahua.Protocol.Dhip;

/// <summary>
/// Cuts what a device sends into messages, by the lengths in their headers. What is between them is skipped, and a body that
/// comes in pieces put together. Belongs to one connection.
/// </summary>
/// <param name="longestBody">The longest body taken; a header that announces more is none.</param>
internal sealed class DhipFrameReader(int longestBody = DhipFrameReader.LongestBody)
{
    /// <summary>The longest body taken as a rule.</summary>
    public const int LongestBody = 1024 * 1024;

    private readonly byte[] _head = new byte[DhipHeader.Size];
    private readonly ArrayBufferWriter<byte> _pieces = new();
    private int _headCount;
    private DhipHeader _header;
    private DhipHeader? _whole;
    private byte[]? _piece;
    private int _pieceCount;

    /// <summary>How many bytes belonged to no message.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Takes the next message. Ask until there is none: one read may bring many.</summary>
    /// <param name="input">What was received; what was taken is cut off, everything where the answer is false.</param>
    /// <param name="frame">The message.</param>
    /// <returns>False where more bytes are needed.</returns>
    public bool TryTake(ref ReadOnlySequence<byte> input, [NotNullWhen(true)] out DhipFrame? frame)
    {
        frame = null;
        while (frame is null && (_piece is not null || TryTakeHeader(ref input)))
        {
            _pieceCount += Take(ref input, _piece.AsSpan(_pieceCount));
            if (_pieceCount < _piece!.Length)
            {
                return false;
            }

            frame = Finish(_piece);
            _piece = null;
        }

        return frame is not null;
    }

    private static int Take(ref ReadOnlySequence<byte> input, Span<byte> target)
    {
        var count = (int)Math.Min(input.Length, target.Length);
        input.Slice(0, count).CopyTo(target);
        input = input.Slice(count);
        return count;
    }

    [MemberNotNullWhen(true, nameof(_piece))]
    private bool TryTakeHeader(ref ReadOnlySequence<byte> input)
    {
        while (true)
        {
            _headCount += Take(ref input, _head.AsSpan(_headCount));
            if (!IsMark(_head.AsSpan(0, _headCount)))
            {
                Skip();
                continue;
            }

            if (_headCount < DhipHeader.Size)
            {
                return false;
            }

            _header = DhipHeader.Read(_head);
            if (_header.Length <= longestBody && _header.TotalLength <= longestBody)
            {
                (_headCount, _piece, _pieceCount) = (0, new byte[_header.Length], 0);
                return true;
            }

            Skip();
        }
    }

    private static bool IsMark(ReadOnlySpan<byte> begin) =>
        begin[..Math.Min(begin.Length, DhipHeader.Mark.Length)].SequenceEqual(DhipHeader.Mark[..Math.Min(begin.Length, DhipHeader.Mark.Length)]);

    /// <summary>To where the next mark may begin.</summary>
    private void Skip()
    {
        var count = 1;
        while (!IsMark(_head.AsSpan(count, _headCount - count)))
        {
            count++;
        }

        _head.AsSpan(count, _headCount - count).CopyTo(_head);
        _headCount -= count;
        SkippedBytes += count;
    }

    /// <summary>A message in one piece is whole at once, also between the pieces of another.</summary>
    private DhipFrame? Finish(byte[] piece)
    {
        if (_header.Length >= _header.TotalLength)
        {
            return new DhipFrame(_header.Session, _header.Id, piece);
        }

        var whole = _header with { Length = 0 };
        if (_whole != whole)
        {
            SkippedBytes += _pieces.WrittenCount;
            _pieces.ResetWrittenCount();
            _whole = whole;
        }

        _pieces.Write(piece);
        if (_pieces.WrittenCount < whole.TotalLength)
        {
            return null;
        }

        var frame = new DhipFrame(whole.Session, whole.Id, _pieces.WrittenSpan.ToArray());
        _pieces.Clear();
        _whole = null;
        return frame;
    }
}
