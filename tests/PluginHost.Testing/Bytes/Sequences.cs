using System.Buffers;

namespace PluginHost.Testing;

/// <summary>Cuts bytes the ways that a network does.</summary>
public static class Sequences
{
    /// <summary>Cuts at each of the positions, whatever their order; pieces may be empty.</summary>
    public static IEnumerable<byte[]> Cut(byte[] bytes, params IEnumerable<int> positions)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(positions);
        var start = 0;
        foreach (var position in positions.Order().Append(bytes.Length))
        {
            yield return bytes[start..position];
            start = position;
        }
    }

    /// <summary>One sequence of a segment for each piece.</summary>
    public static ReadOnlySequence<byte> Joined(IEnumerable<byte[]> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        Segment? first = null;
        Segment? last = null;
        foreach (var chunk in chunks)
        {
            last = new Segment(chunk, last);
            first ??= last;
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
