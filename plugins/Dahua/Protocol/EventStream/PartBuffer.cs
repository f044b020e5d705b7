using System.Buffers;

namespace PluginHost.Dahua.Protocol.EventStream;

/// <summary>The bytes that have come and belong to nothing complete yet. Grows to what a part needs and no further.</summary>
internal sealed class PartBuffer
{
    private const int FirstSize = 2048;
    private const int KeptSize = 16 * 1024;

    private byte[] _bytes = new byte[FirstSize];
    private int _start;
    private int _end;

    /// <summary>What is there.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _end - _start);

    /// <summary>How much memory it holds.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Drops bytes at the begin.</summary>
    public void Drop(int count)
    {
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            if (_bytes.Length > KeptSize)
            {
                _bytes = new byte[FirstSize];
            }
        }
    }

    /// <summary>Takes as many bytes as fit, of one segment at most; what was taken is cut off.</summary>
    public void Fill(ref ReadOnlySequence<byte> input)
    {
        if (_end == _bytes.Length)
        {
            MakeRoom();
        }

        foreach (var segment in input)
        {
            if (!segment.IsEmpty)
            {
                var count = Math.Min(segment.Length, _bytes.Length - _end);
                segment.Span[..count].CopyTo(_bytes.AsSpan(_end));
                _end += count;
                input = input.Slice(count);
                return;
            }
        }
    }

    private void MakeRoom()
    {
        var kept = _end - _start;

        // Half of it free at least, so that moving costs each byte no more than once.
        var target = kept > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        Bytes.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, kept);
    }
}
