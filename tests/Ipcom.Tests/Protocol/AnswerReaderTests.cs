using System.Buffers;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Protocol;

public sealed class AnswerReaderTests
{
    private static readonly byte[] KeepAlive = IpcomVectors.Get("V07").Wire;
    private static readonly byte[] Goodbye = IpcomVectors.Get("V08").Wire;

    private readonly AnswerReader _reader = new(SessionCipher.WithKey(IpcomVectors.KeyA));
    private readonly byte[] _message = new byte[Snapshot.Length];
    private readonly List<string> _answers = [];
    private byte[] _unread = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(69)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(131)]
    public void Snapshots_CutAnywhere_AreAllFound(int piece)
    {
        byte[] wire = [.. Wire(1), .. Wire(2), .. KeepAlive, .. Wire(3), .. Wire(4)];

        foreach (var part in wire.Chunk(piece))
        {
            Receive(part);
        }

        Assert.Equal(["1", "2", "alive", "3", "4"], _answers);
        Assert.Equal(0, _reader.SkippedBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void UnknownAnswers_BeforeASnapshot_AreSkipped(int piece)
    {
        foreach (var length in new[] { 1, 2, 8, 17, 131 })
        {
            _answers.Clear();
            byte[] wire = [.. Frame(length), .. Wire(9)];
            foreach (var part in wire.Chunk(piece))
            {
                Receive(part);
            }

            Assert.Equal(["9"], _answers);
            Receive(Wire(10));
            Assert.Equal(["9", "10"], _answers);
        }
    }

    [Fact]
    public void BeginOfASnapshot_InTheMidstOfUnknownBytes_IsNotTakenForOne()
    {
        byte[] unknown = [.. Frame(8), .. Wire(1)[..2], .. Frame(5)];

        Receive([.. unknown, .. Wire(7)]);

        Assert.Equal(["7"], _answers);
        Assert.Equal(unknown.Length, _reader.SkippedBytes);
    }

    [Fact]
    public void Flood_OfUnknownBytes_IsNotKept()
    {
        var random = new Random(7);
        var piece = new byte[10_000];
        for (var i = 0; i < 100; i++)
        {
            random.NextBytes(piece);
            piece[0] = 0;
            Receive(piece);
            Assert.True(_unread.Length < Snapshot.Length);
        }

        Receive(Wire(3));
        Assert.Equal("3", _answers[^1]);
    }

    [Fact]
    public void Goodbye_IsTold()
    {
        Receive(Goodbye);
        Assert.Equal(["goodbye"], _answers);
    }

    [Fact]
    public void SkipBeforeARequest_TellsAGoodbyeFromOtherBytes()
    {
        Assert.True(Skip(Goodbye));
        Assert.False(Skip([.. Goodbye, 1]));
        Assert.False(Skip(Frame(8)));
        Assert.False(Skip([]));
        Assert.Equal(2 + 3 + 8, _reader.SkippedBytes);
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var wire = new ReadOnlySequence<byte>(Wire(5));
        var cipher = SessionCipher.WithKey(IpcomVectors.KeyA);
        var frame = new byte[OutputWrite.MaxLength];
        Exchange();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Exchange();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Exchange()
        {
            var input = wire;
            if (_reader.TryTake(ref input, _message) != AnswerKind.Snapshot)
            {
                throw new InvalidOperationException("No snapshot.");
            }

            var length = OutputWrite.Write(BusAddress.Of(BusKind.Minido, 1), 3, Snapshot.ValuesOf(_message), frame);
            cipher.Encipher(frame.AsSpan(0, length), frame);
        }
    }

    private static byte[] Wire(byte first)
    {
        var message = new byte[Snapshot.Length];
        var values = new byte[Snapshot.Values];
        values[0] = first;
        Snapshot.Write(values, message);
        SessionCipher.WithKey(IpcomVectors.KeyA).Encipher(message, message);
        return message;
    }

    /// <summary>What may answer a write: its id is that of a frame, and the rest is not known.</summary>
    private static byte[] Frame(int length)
    {
        var message = new byte[length];
        message[0] = (byte)MessageId.Frame;
        SessionCipher.WithKey(IpcomVectors.KeyA).Encipher(message, message);
        return message;
    }

    private bool Skip(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        var isGoodbye = _reader.SkipToGoodbye(ref input);
        Assert.True(input.IsEmpty);
        return isGoodbye;
    }

    private void Receive(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>([.. _unread, .. bytes]);
        while (_reader.TryTake(ref input, _message) is { } kind)
        {
            _answers.Add(kind switch
            {
                AnswerKind.Snapshot => $"{_message[2]}",
                AnswerKind.KeepAlive => "alive",
                _ => "goodbye",
            });
        }

        _unread = input.ToArray();
    }
}
