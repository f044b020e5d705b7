using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Barco.Protocol;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseMessageReaderPropertyTests
{
    private static readonly byte[][] Messages =
        [.. PulseVectors.All.Where(vector => vector.Id is not ("V18" or "V20")).SelectMany(vector => vector.Device)];

    private static readonly byte[][] Requests = [.. PulseVectors.All.SelectMany(vector => vector.Client)];

    // What a scanner trips over, more often than chance would have it.
    private static readonly byte[][] Crumbs =
    [
        "{"u8.ToArray(), "}"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "\\\""u8.ToArray(), "[{"u8.ToArray(),
        "}]"u8.ToArray(), "{}"u8.ToArray(), "\\ud800"u8.ToArray(), [0xC3], [0xA4], [0x00], " \r\n"u8.ToArray(),
        """{"jsonrpc":"2.0","id":"\ud800","result":1}"""u8.ToArray(), """{"jsonrpc":"2.0","id":1.5,"result":1}"""u8.ToArray(),
        """{"jsonrpc":"2.0","method":"property.changed","params":{"property":[1]}}"""u8.ToArray(),
    ];

    private static readonly Gen<byte[]> AnyBytes =
        from pieces in Gen.Frequency(
            (4, Gen.Elements(Crumbs)),
            (2, Gen.Elements(Requests)),
            (2, Gen.Elements(Messages)),
            (1, ArbMap.Default.GeneratorFor<byte[]>())).ArrayOf()
        select pieces.SelectMany(piece => piece).ToArray();

    private static readonly Gen<int[]> Cuts = Gen.Choose(0, 10_000).ArrayOf();

    [Theory]
    [InlineData(PulseMessageReader.MaxMessageBytes)]
    [InlineData(60)]
    public void TryRead_AnyBytesInAnySplit_GivesTheSameAsInOnePiece(int maxMessageBytes) =>
        Prop.ForAll(AnyBytes.Zip(Cuts).ToArbitrary(), given =>
        {
            var (bytes, cuts) = given;
            var chunks = Split(bytes, cuts);
            var whole = ReaderRun.Outcomes(new PulseMessageReader(maxMessageBytes), [new ReadOnlySequence<byte>(bytes)]);

            var inTurn = ReaderRun.Outcomes(
                new PulseMessageReader(maxMessageBytes), chunks.Select(chunk => new ReadOnlySequence<byte>(chunk)));
            var inSegments = ReaderRun.Outcomes(new PulseMessageReader(maxMessageBytes), [Sequences.Joined(chunks)]);

            Assert.Equal(whole, inTurn);
            Assert.Equal(whole, inSegments);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryRead_AnyBytesInAnySplit_KeepsItsBounds() =>
        Prop.ForAll(AnyBytes.Zip(Cuts).ToArbitrary(), given =>
        {
            var (bytes, cuts) = given;
            var reader = new PulseMessageReader(maxMessageBytes: 60);
            foreach (var chunk in Split(bytes, cuts))
            {
                var input = new ReadOnlySequence<byte>(chunk);
                try
                {
                    while (reader.TryRead(ref input, out _))
                    {
                    }
                }
                catch (PulseProtocolException exception)
                {
                    Assert.InRange(exception.Message.Length, 1, 512);
                    break;
                }

                Assert.InRange(reader.PendingBytes, 0, 60);
                Assert.InRange(reader.Prefix.Length, 0, PulseMessageReader.MaxPrefixBytes);
            }

            Assert.InRange(reader.ScannedBytes + reader.SkippedBytes, 0, bytes.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryRead_ValidMessagesInAnySplit_GivesEveryMessage()
    {
        var gaps = Gen.Elements("", " ", "\r\n", "junk", "}", "\"").Select(System.Text.Encoding.ASCII.GetBytes);
        var streams = Gen.Elements(Messages).Zip(gaps).ArrayOf().Zip(Cuts);

        Prop.ForAll(streams.ToArbitrary(), given =>
        {
            var (parts, cuts) = given;
            byte[] stream = [.. parts.SelectMany(part => (byte[])[.. part.Item2, .. part.Item1])];

            var messages = ReaderRun.Messages(Split(stream, cuts));

            Assert.Equal(parts.SelectMany(part => part.Item1), messages.SelectMany(ReaderRun.Bytes));
        }).QuickCheckThrowOnFailure();
    }

    private static byte[][] Split(byte[] bytes, int[] cuts) =>
        [.. Sequences.Cut(bytes, cuts.Select(cut => cut % (bytes.Length + 1)))];
}
