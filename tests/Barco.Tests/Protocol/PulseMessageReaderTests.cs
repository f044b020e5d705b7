using System.Buffers;
using System.Text;
using PluginHost.Barco.Protocol;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseMessageReaderTests
{
    // Other clients' spelling, and an unusable request.
    private static readonly string[] NotOurSpelling = ["V22", "V23", "V25"];

    // Truncated, or garbage.
    private static readonly string[] NoWholeReply = ["V18", "V20"];

    public static TheoryData<string, int> ClientMessages => Without(PulseVectors.ClientLines, [.. NotOurSpelling, "V02"]);

    public static TheoryData<string, int> DeviceMessages => Without(PulseVectors.DeviceLines, NoWholeReply);

    [Theory]
    [MemberData(nameof(ClientMessages))]
    public void TryRead_ClientVectorInAnyTwoParts_LosesNothing(string id, int line) =>
        AssertSurvivesEverySplit(PulseVectors.Get(id).Client[line]);

    [Theory]
    [MemberData(nameof(DeviceMessages))]
    public void TryRead_DeviceVectorInAnyTwoParts_LosesNothing(string id, int line) =>
        AssertSurvivesEverySplit(PulseVectors.Get(id).Device[line]);

    [Fact]
    public void TryRead_V14InItsSegments_KeepsBraceAndCharacter()
    {
        var vector = PulseVectors.Get("V14");
        var reader = new PulseMessageReader();
        var segments = Sequences.Cut(vector.Device[0], vector.Cuts).Select(bytes => new ReadOnlySequence<byte>(bytes)).ToArray();

        Assert.Empty(ReaderRun.Messages(reader, segments[0]));
        Assert.Equal(41, reader.PendingBytes);
        Assert.Empty(ReaderRun.Messages(reader, segments[1]));
        Assert.Equal(48, reader.PendingBytes);
        var reply = Assert.IsType<PulseReply>(Assert.Single(ReaderRun.Messages(reader, segments[2])));

        Assert.True(TextList.TryParse(reply.Result, out var profiles));
        Assert.Equal(["Kino {A}", "Gäste"], profiles);
        Assert.Equal(0, reader.PendingBytes);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"\"}"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"{\\\""}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"}\\"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"a\"{":[{}]}}""")]
    public void TryRead_EscapedQuotesAroundBraces_EndsAtTheObject(string text) =>
        AssertSurvivesEverySplit(Encoding.UTF8.GetBytes(text + text));

    [Fact]
    public void TryRead_V15ReplyAndNotificationTogether_GivesBoth()
    {
        var messages = ReaderRun.Messages(PulseVectors.Get("V15").Device);

        Assert.Equal("ready", Assert.IsType<PulseReply>(messages[0]).Result.GetString());
        var property = Assert.Single(Assert.IsType<PropertyChanged>(messages[1]).Properties);
        Assert.Equal(("system.state", "conditioning"), (property.Key, property.Value.GetString()));
    }

    [Fact]
    public void TryRead_V16NotificationBeforeReply_GivesBothPropertiesInOrder()
    {
        var messages = ReaderRun.Messages(PulseVectors.Get("V16").Device);

        var changed = Assert.IsType<PropertyChanged>(messages[0]);
        Assert.Equal(["system.state=on", "illumination.state=On"], changed.Properties.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(11, Assert.IsType<PulseReply>(messages[1]).Id);
    }

    [Fact]
    public void TryRead_V17RepliesInReverseOrder_KeepTheirIds()
    {
        var vector = PulseVectors.Get("V17");

        Assert.Equal<PulseId>([12, 13], ReaderRun.Messages(vector.Client).Select(message => Assert.IsType<PulseRequest>(message).Id));
        Assert.Equal<PulseId>([13, 12], ReaderRun.Messages(vector.Device).Select(message => Assert.IsType<PulseReply>(message).Id));
    }

    [Fact]
    public void TryRead_V18Truncated_WaitsAndNextReaderIsUnspoilt()
    {
        var reader = new PulseMessageReader();

        Assert.Empty(ReaderRun.Messages(reader, new ReadOnlySequence<byte>(PulseVectors.Get("V18").Device[0])));
        Assert.Equal(29, reader.PendingBytes);
        Assert.Single(ReaderRun.Messages(PulseVectors.Get("V01").Device));
    }

    [Fact]
    public void TryRead_V20WithoutBrace_SkipsAndWaits()
    {
        var reader = new PulseMessageReader();

        Assert.Empty(ReaderRun.Messages(reader, new ReadOnlySequence<byte>(PulseVectors.Get("V20").Device[0])));
        Assert.Equal(10, reader.SkippedBytes);
        Assert.Equal(0, reader.PendingBytes);
    }

    [Fact]
    public void TryRead_V20GarbageBeforeReply_Resynchronises()
    {
        var reader = new PulseMessageReader();

        var message = Assert.Single(ReaderRun.Messages(reader, new ReadOnlySequence<byte>(PulseVectors.Get("V20").Device[1])));

        Assert.Equal("on", Assert.IsType<PulseReply>(message).Result.GetString());
        Assert.Equal(7, reader.SkippedBytes);
        Assert.Equal("garbage"u8, reader.Prefix);
        Assert.False(HttpHead.IsRequest(reader.Prefix));
    }

    [Fact]
    public void TryRead_V20HttpError_IsNoMessage()
    {
        var exception = Assert.Throws<PulseProtocolException>(() => ReaderRun.Messages(PulseVectors.Get("V20").Device[2]));

        Assert.Equal((PulseProtocolFault.NotJsonRpc, "{}"), (exception.Fault, exception.Excerpt));
    }

    [Fact]
    public void TryRead_V25UnusableRequest_NamesPlaceAndReadsOn()
    {
        var reader = new PulseMessageReader();
        var input = new ReadOnlySequence<byte>([.. PulseVectors.Get("V25").Client[0], .. PulseVectors.Get("V01").Client[0]]);

        var exception = Assert.Throws<PulseProtocolException>(() => reader.TryRead(ref input, out _));

        Assert.Equal(PulseProtocolFault.NotJson, exception.Fault);
        Assert.Contains("byte 2", exception.Message, StringComparison.Ordinal);
        Assert.True(reader.TryRead(ref input, out var next));
        Assert.Equal(1, Assert.IsType<PulseRequest>(next).Id);
    }

    [Fact]
    public void Prefix_HttpFormBetweenRawRequests_TellsEachForm()
    {
        var reader = new PulseMessageReader();
        var http = PulseVectors.Get("V02").Client[0];
        var raw = PulseVectors.Get("V01").Client[0];
        var forms = new List<bool>();

        foreach (var chunk in Sequences.Cut([.. raw, .. http, .. raw, .. "\r\n"u8, .. http], 100, 200, 300))
        {
            var input = new ReadOnlySequence<byte>(chunk);
            while (reader.TryRead(ref input, out _))
            {
                forms.Add(HttpHead.IsRequest(reader.Prefix));
            }
        }

        Assert.Equal([false, true, false, true], forms);
    }

    [Fact]
    public void Prefix_EndlessJunk_IsBoundedAndCounted()
    {
        var reader = new PulseMessageReader();

        for (var chunk = 0; chunk < 1000; chunk++)
        {
            Assert.Empty(ReaderRun.Messages(reader, new ReadOnlySequence<byte>(new byte[3000])));
        }

        Assert.Single(ReaderRun.Messages(reader, new ReadOnlySequence<byte>(PulseVectors.Get("V01").Device[0])));

        Assert.Equal(3_000_000, reader.SkippedBytes);
        Assert.Equal(PulseMessageReader.MaxPrefixBytes, reader.Prefix.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(2 * PulseMessageReader.MaxMessageBytes)]
    public void TryRead_LongestMessage_IsReadWithOneLookAtEachByte(int chunkBytes)
    {
        var bytes = Reply(PulseMessageReader.MaxMessageBytes);
        var reader = new PulseMessageReader();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        PulseMessage? message = null;
        for (var start = 0; start < bytes.Length; start += chunkBytes)
        {
            var input = new ReadOnlySequence<byte>(bytes, start, Math.Min(chunkBytes, bytes.Length - start));
            Assert.Null(message);
            reader.TryRead(ref input, out message);
        }

        Assert.IsType<PulseReply>(message);
        Assert.Equal(bytes.Length, reader.ScannedBytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, 0, 16 * PulseMessageReader.MaxMessageBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(2 * PulseMessageReader.MaxMessageBytes)]
    public void TryRead_MessageOverTheBound_FailsShortlyAndForGood(int chunkBytes)
    {
        var reader = new PulseMessageReader();
        var chunks = Reply(PulseMessageReader.MaxMessageBytes + 1).Chunk(chunkBytes).Select(chunk => new ReadOnlySequence<byte>(chunk));

        var exception = Assert.Throws<PulseProtocolException>(() =>
        {
            foreach (var chunk in chunks)
            {
                ReaderRun.Messages(reader, chunk);
            }
        });

        Assert.Equal(PulseProtocolFault.TooLong, exception.Fault);
        Assert.InRange(exception.Message.Length, 1, 200);
        Assert.InRange(reader.PendingBytes, 0, PulseMessageReader.MaxMessageBytes);
        Assert.Throws<InvalidOperationException>(() => ReaderRun.Messages(reader, new ReadOnlySequence<byte>("{}"u8.ToArray())));
    }

    [Fact]
    public void TryRead_ManyMessagesInOnePieceBeyondTheBound_GivesAll()
    {
        var bytes = Enumerable.Repeat(PulseVectors.Get("V03").Device[0], 10_000).SelectMany(message => message).ToArray();

        Assert.Equal(10_000, ReaderRun.Messages(bytes).Count);
    }

    private static void AssertSurvivesEverySplit(byte[] bytes)
    {
        for (var position = 0; position <= bytes.Length; position++)
        {
            var messages = ReaderRun.Messages(Sequences.Cut(bytes, position));
            Assert.Equal(bytes, messages.SelectMany(ReaderRun.Bytes));
        }

        Assert.Equal(bytes, ReaderRun.Messages(bytes.Chunk(1)).SelectMany(ReaderRun.Bytes));
    }

    private static byte[] Reply(int length)
    {
        const string Frame = """{"jsonrpc":"2.0","id":1,"result":""}""";
        return Encoding.ASCII.GetBytes(Frame.Insert(Frame.Length - 2, new string('{', length - Frame.Length)));
    }

    private static TheoryData<string, int> Without(TheoryData<string, int> lines, string[] ids) =>
        [.. lines.Where(line => !ids.Contains(line.Data.Item1))];
}
