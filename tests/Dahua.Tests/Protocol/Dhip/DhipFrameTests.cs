using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Dahua.Protocol.Dhip;
using PluginHost.Dahua.Protocol.Rpc;
using PluginHost.Testing;

namespace PluginHost.Dahua.Tests.Protocol.Dhip;

public sealed class DhipFrameTests
{
    private const string Event =
        """{"id":7,"method":"client.notifyEventStream","params":{"SID":513,"eventList":[{"Action":"Pulse","Code":"BackKeyLight","Data":{"LocaleTime":"2021-06-20 13:52:20","State":1,"UTC":1624168340.0},"Index":-1}]},"session":1722306858}"""
        + "\n";

    private static readonly byte[] EventFrame = Frame("20000000444849502a51a86607000000e200000000000000e200000000000000", Event);

    [Fact]
    public void Login_IsTheVector() => Assert.Equal(
        Frame(
            "200000004448495000000000000000008f000000000000008f00000000000000",
            """{"id":1,"method":"global.login","params":{"clientType":"","ipAddr":"(null)","loginType":"Direct","userName":"admin","password":""},"session":0}"""),
        Written(0, 0, output => new RpcRequestWriter(RpcDialect.Dhip).Login(output, 1, "admin")));

    [Fact]
    public void KeepAlive_IsTheVector() => Assert.Equal(
        Frame(
            "20000000444849502a51a866080000005f000000000000005f00000000000000",
            """{"id":8,"method":"global.keepAlive","params":{"action":true,"timeout":55},"session":1722306858}"""),
        Written(1722306858, 8, output => new RpcRequestWriter(RpcDialect.Dhip).KeepAlive(output, 8, RpcSession.Of(1722306858), 55)));

    [Fact]
    public void EventTwice_CutAnywhere_IsTwoEvents()
    {
        Assert.Equal(258, EventFrame.Length);
        byte[] bytes = [.. EventFrame, .. EventFrame];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var frames = Frames(new DhipFrameReader(), Sequences.Cut(bytes, cut));

            Assert.Equal(2, frames.Count);
            Assert.All(frames, frame => Assert.Equal((1722306858u, 7u, Event), (frame.Session, frame.Id, Encoding.UTF8.GetString(frame.Body.Span))));
        }

        Assert.True(RpcMessage.TryRead(Frames(new DhipFrameReader(), [bytes])[0].Body.Span, out var message));
        Assert.Equal("BackKeyLight", Assert.Single(NotifiedEvents.In(message)).Code);
        Assert.Equal(1722306858u, message.Session.Number);
    }

    [Fact]
    public void BodyInPieces_IsPutTogether_AlsoAroundAnotherMessage()
    {
        byte[] bytes = [.. Piece(5, "abc", 8), .. EventFrame, .. Piece(5, "def", 8), .. Piece(5, "gh", 8), .. EventFrame];
        var reader = new DhipFrameReader();

        Assert.Equal([Event, "abcdefgh", Event], Frames(reader, [bytes]).Select(Text));
        Assert.Equal(0, reader.SkippedBytes);
    }

    [Fact]
    public void BodyThatIsNotGoneOnWith_IsSkipped()
    {
        var reader = new DhipFrameReader();

        Assert.Equal(["defg"], Frames(reader, [[.. Piece(5, "abc", 8), .. Piece(6, "de", 4), .. Piece(6, "fg", 4)]]).Select(Text));
        Assert.Equal(3, reader.SkippedBytes);
    }

    [Fact]
    public void LengthBeyondTheLongest_IsNoHeader()
    {
        var reader = new DhipFrameReader(longestBody: 1000);
        byte[] bytes = [.. Piece(5, "x", 5000), .. EventFrame];

        Assert.Equal([Event], Frames(reader, [bytes]).Select(Text));
        Assert.Equal(33, reader.SkippedBytes);
    }

    [Fact]
    public void Frames_BetweenJunkAndCutAnywhere_AreTheSame()
    {
        var junk = Gen.Frequency(
            (2, Gen.Elements<byte[]>([0x20], [0x20, 0, 0, 0], [.. "DHIP"u8], [0x20, 0, 0, 0, (byte)'D', (byte)'H'], [])),
            (1, ArbMap.Default.GeneratorFor<byte[]>()));
        var bodies = Gen.Elements("", "{}", "{\"id\":1}\n", Event);
        var cuts = Gen.Choose(0, 10_000).ArrayOf();

        Prop.ForAll(junk.Zip(bodies).ArrayOf().Zip(cuts).ToArbitrary(), given =>
        {
            var (messages, at) = given;
            byte[] bytes = [.. messages.SelectMany(message => (byte[])[.. message.Item1, .. Piece(1, message.Item2, message.Item2.Length)])];
            var chunks = Sequences.Cut(bytes, at.Select(cut => cut % (bytes.Length + 1))).ToList();
            var reader = new DhipFrameReader();

            Assert.Equal(messages.Select(message => message.Item2), Frames(reader, chunks).Select(Text));
            Assert.Equal(messages.Sum(message => message.Item1.Length), reader.SkippedBytes);
        }).QuickCheckThrowOnFailure();
    }

    private static string Text(DhipFrame frame) => Encoding.UTF8.GetString(frame.Body.Span);

    private static byte[] Frame(string header, string body) => [.. Convert.FromHexString(header), .. Encoding.UTF8.GetBytes(body)];

    private static byte[] Piece(uint id, string text, int total)
    {
        var output = new ArrayBufferWriter<byte>();
        new DhipHeader(9, id, (uint)text.Length, (uint)total).Write(output);
        return [.. output.WrittenSpan, .. Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] Written(uint session, uint id, Action<IBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        var output = new ArrayBufferWriter<byte>();
        DhipHeader.WriteFrame(output, session, id, body.WrittenSpan);
        return output.WrittenSpan.ToArray();
    }

    private static List<DhipFrame> Frames(DhipFrameReader reader, IEnumerable<byte[]> chunks)
    {
        var frames = new List<DhipFrame>();
        foreach (var chunk in chunks)
        {
            var input = new ReadOnlySequence<byte>(chunk);
            while (reader.TryTake(ref input, out var frame))
            {
                frames.Add(frame);
            }

            Assert.True(input.IsEmpty);
        }

        return frames;
    }
}
