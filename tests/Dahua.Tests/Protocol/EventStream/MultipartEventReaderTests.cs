using System.Buffers;
using System.Text;
using PluginHost.Dahua.Protocol.Events;
using PluginHost.Dahua.Protocol.EventStream;
using PluginHost.Testing;

namespace PluginHost.Dahua.Tests.Protocol.EventStream;

public sealed class MultipartEventReaderTests
{
    private const string Heartbeat = "--myboundary\r\nContent-Type: text/plain\r\nContent-Length:9\r\n\r\nHeartbeat\r\n\r\n";

    private readonly MultipartEventReader _reader = StreamRun.Reader();

    [Theory]
    [InlineData("multipart/x-mixed-replace; boundary=\"--frame 7\"", "--frame 7")]
    [InlineData("multipart/x-mixed-replace;BOUNDARY=--frame;charset=utf-8", "--frame")]
    [InlineData("multipart/x-mixed-replace; boundary=--frame", "----frame")]
    [InlineData("multipart/x-mixed-replace; boundary=other", "--myboundary")]
    [InlineData("multipart/x-mixed-replace", "--myboundary")]
    [InlineData(null, "--myboundary")]
    public void Delimiter_IsTheOneAnnouncedOrTheUsual(string? contentType, string delimiter)
    {
        var reader = new MultipartEventReader(contentType);
        var stream = $"{delimiter}\r\n\r\nCode=A;action=Start;index=0;data={{\r\n{delimiter}\r\n\r\nHeartbeat\r\n";

        Assert.Equal(["A Start 0 Malformed {", "Heartbeat"], StreamRun.Items(reader, Encoding.UTF8.GetBytes(stream)));
        Assert.Equal(0, reader.SkippedBytes);
    }

    /// <summary>The length ends in the midst of the next delimiter: taken by length alone, the next part would be lost.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(13)]
    public void Length_ThatReachesIntoTheDelimiter_CostsNothing(int tooMany)
    {
        const string Body = "Code=A;action=Start;index=0";
        var stream = Encoding.UTF8.GetBytes($"--myboundary\r\nContent-Length:{Body.Length + 2 + tooMany}\r\n\r\n{Body}\r\n{Heartbeat}");

        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Assert.Equal(["A Start 0", "Heartbeat"], StreamRun.Items(Sequences.Cut(stream, cut)));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    [InlineData("37, 37")]
    public void Length_ThatIsNone_IsDoneWithout(string length)
    {
        var stream = $"--myboundary\r\nContent-Length:{length}\r\n\r\nCode=A;action=Start;index=0;data={{\n}}\n\r\n";

        Assert.Equal(["A Start 0 Json {\n}"], Items(stream));
    }

    [Theory]
    [InlineData(Framing.Canonical)]
    [InlineData(Framing.BlankBeforeLength)]
    [InlineData(Framing.NoBlankLine)]
    [InlineData(Framing.BlankInDelimiter)]
    [InlineData(Framing.DelimiterBehind)]
    [InlineData(Framing.MoreHeaders)]
    [InlineData(Framing.LineFeedsAndAnEnd)]
    public void Event_IsKnownWithTheLastByteOfItsBody(Framing framing)
    {
        foreach (var data in new[] { null, "{\n   \"Id\" : [ 0 ]\n}" })
        {
            var part = new Part("VideoMotion", "Start", 3, data);
            var bytes = part.Framed(framing);
            var end = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part.Body)) + part.Body.Length;

            Assert.Empty(StreamRun.Items(_reader, bytes[..(end - 1)]));
            Assert.Equal([part.Item], StreamRun.Items(_reader, bytes[(end - 1)..end]));
            Assert.Empty(StreamRun.Items(_reader, bytes[end..]));
        }
    }

    [Fact]
    public void Data_WithoutLength_IsKnownWithItsLastLine()
    {
        Assert.Empty(Items("--myboundary\r\n\r\nCode=A;action=Start;index=0;data={\n   \"a\" : \"}\",\n   \"b\" : [ 1 ]\n}"));
        Assert.Equal(["A Start 0 Json {\n   \"a\" : \"}\",\n   \"b\" : [ 1 ]\n}"], Items("\n"));
    }

    [Fact]
    public void Junk_IsCounted()
    {
        Assert.Equal(["Heartbeat", "Heartbeat"], Items($"{Heartbeat}\u0001\u0002 junk\n{Heartbeat}"));
        Assert.Equal(8, _reader.SkippedBytes);

        Assert.Equal(["Heartbeat"], Items($"xyz{Heartbeat}"));
        Assert.Equal(11, _reader.SkippedBytes);
    }

    [Fact]
    public void BodyWithoutACode_IsJunk()
    {
        Assert.Equal(["Heartbeat"], Items($"--myboundary\r\nContent-Length: 12\r\n\r\nCode=;data=1\r\n{Heartbeat}"));
        Assert.Equal(12, _reader.SkippedBytes);
    }

    [Fact]
    public void EndlessJunk_NeedsNoMemory()
    {
        var junk = new byte[4096];
        for (var round = 0; round < 256; round++)
        {
            Assert.Empty(StreamRun.Items(_reader, junk));
            Assert.InRange(_reader.Capacity, 0, 4096);
        }

        Assert.Equal(["Heartbeat"], Items($"\n{Heartbeat}"));
        Assert.Equal((256 * 4096) + 1, _reader.SkippedBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PartOfAMegabyte_LosesItsDataAndNothingElse(bool hasLines)
    {
        var text = string.Join(hasLines ? "\n" : " ", Enumerable.Repeat("Code=Inner;action=Start;index=9", 33_000));
        var body = $"Code=HumanTrait;action=Pulse;index=3;data={{ \"a\" : \"{text}\" }}\n";
        var stream = Encoding.UTF8.GetBytes($"--myboundary\r\nContent-Length:{body.Length}\r\n\r\n{body}\r\n\r\n{Heartbeat}");
        Assert.True(body.Length > 1_000_000);

        var items = stream.Chunk(1460).SelectMany(chunk =>
        {
            var taken = StreamRun.Items(_reader, chunk);
            Assert.InRange(_reader.Capacity, 0, 2 * MultipartEventReader.LongestPart);
            return taken;
        }).ToList();

        Assert.Equal(["HumanTrait Pulse 3 TooLong ", "Heartbeat"], items);
        Assert.Equal(1, _reader.OversizedParts);
        Assert.InRange(_reader.SkippedBytes, body.Length, body.Length + 8);
        Assert.InRange(_reader.Capacity, 0, 4096);
    }

    [Fact]
    public void PartAsLongAsAllowed_IsWhole()
    {
        var body = "Code=A;action=Start;index=0;data=\"" + new string('x', MultipartEventReader.LongestPart - 36) + "\"\n";
        Assert.Equal(MultipartEventReader.LongestPart, body.Length);
        var input = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($"--myboundary\r\nContent-Length:{body.Length}\r\n\r\n{body}\r\n\r\n{Heartbeat}"));

        Assert.True(_reader.TryTake(ref input, out var cameraEvent));
        Assert.Equal(EventDataKind.Json, cameraEvent!.DataKind);
        Assert.True(_reader.TryTake(ref input, out cameraEvent));
        Assert.Null(cameraEvent);
        Assert.Equal(0, _reader.OversizedParts);
    }

    [Fact]
    public void Burst_OfFiveHundredEventsKeepsItsOrder()
    {
        var data = "{ \"x\" : \"" + new string('x', 4000) + "\" }";
        var parts = Enumerable.Range(0, 500).Select(number => new Part("VideoMotion", "Start", number, data)).ToList();
        byte[] stream = [.. parts.SelectMany(part => part.Framed((Framing)(part.Index % 10)))];
        var sizes = new[] { 1, 7, 1460, 65536, 4096 };
        var at = 0;
        var items = new List<string>();
        for (var round = 0; at < stream.Length; round++)
        {
            var next = Math.Min(stream.Length, at + sizes[round % sizes.Length]);
            items.AddRange(StreamRun.Items(_reader, stream[at..next]));
            at = next;
        }

        Assert.Equal(parts.Select(part => part.Item), items);
        Assert.InRange(_reader.Capacity, 0, 16 * 1024);
    }

    [Fact]
    public void Heartbeats_AllocateNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Heartbeat);
        Beat(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            Beat(bytes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Beat(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        if (!_reader.TryTake(ref input, out var cameraEvent) || cameraEvent is not null || _reader.TryTake(ref input, out _))
        {
            throw new InvalidOperationException("Not one heartbeat.");
        }
    }

    private List<string> Items(string text) => StreamRun.Items(_reader, Encoding.UTF8.GetBytes(text));
}
