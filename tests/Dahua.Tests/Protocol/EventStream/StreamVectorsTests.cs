using System.Security.Cryptography;
using PluginHost.Testing;

namespace PluginHost.Dahua.Tests.Protocol.EventStream;

public sealed class StreamVectorsTests
{
    [Fact]
    public void Vectors_AreAllThere()
    {
        var numbers = Enumerable.Range(1, 15).Select(number => $"V{number:00}");
        Assert.Equal(numbers.Append("V11m").Order(StringComparer.Ordinal), StreamVectors.All.Select(vector => vector.Id));
        Assert.StartsWith("530509F31AB47803", Convert.ToHexString(SHA256.HashData(StreamVectors.Get("V01").Bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(StreamVectors.Ids), MemberType = typeof(StreamVectors))]
    public void Vector_IsKnownSegmentBySegment(string id)
    {
        var vector = StreamVectors.Get(id);
        var reader = StreamRun.Reader();

        var known = vector.Segments.Select(segment => StreamRun.Items(reader, segment)).ToList();

        Assert.Equal(vector.Known, known);
        Assert.Equal(0, reader.SkippedBytes);
    }

    [Theory]
    [MemberData(nameof(StreamVectors.Ids), MemberType = typeof(StreamVectors))]
    public void Vector_CutAnywhere_IsTheSame(string id)
    {
        var vector = StreamVectors.Get(id);
        var bytes = vector.Bytes;
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(vector.Items, StreamRun.Items(Sequences.Cut(bytes, cut)));
            Assert.Equal(vector.Items, StreamRun.Items(StreamRun.Reader(), Sequences.Joined(Sequences.Cut(bytes, cut))));
        }
    }

    [Theory]
    [MemberData(nameof(StreamVectors.Ids), MemberType = typeof(StreamVectors))]
    public void Vector_ByteByByte_IsTheSame(string id)
    {
        var vector = StreamVectors.Get(id);
        Assert.Equal(vector.Items, StreamRun.Items(vector.Bytes.Select(value => (byte[])[value])));
    }

    [Theory]
    [MemberData(nameof(StreamVectors.Ids), MemberType = typeof(StreamVectors))]
    public void Vectors_OneBehindTheOther_AreEachTheSameWhereverTheyAreCut(string id)
    {
        var first = StreamVectors.Get(id);
        foreach (var second in StreamVectors.All)
        {
            byte[] bytes = [.. first.Bytes, .. second.Bytes];
            string[] items = [.. first.Items, .. second.Items];
            for (var cut = 0; cut <= bytes.Length; cut++)
            {
                Assert.Equal(items, StreamRun.Items(Sequences.Cut(bytes, cut)));
            }
        }
    }

    [Fact]
    public void Vectors_AllOfThemByteByByte_AreTheSame()
    {
        byte[] bytes = [.. StreamVectors.All.SelectMany(vector => vector.Bytes)];
        Assert.Equal(
            StreamVectors.All.SelectMany(vector => vector.Items),
            StreamRun.Items(bytes.Select(value => (byte[])[value])));
    }
}
