using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Dahua.Protocol.EventStream;
using PluginHost.Testing;

namespace PluginHost.Dahua.Tests.Protocol.EventStream;

public sealed class StreamPropertyTests
{
    private static readonly Gen<string?> Datas = Gen.Elements<string?>(
        null,
        "{}",
        "{\n   \"Id\" : [ 0 ]\n}",
        "{\n   \"Name\" : \"Drive; Gate = \\\"A\\\" }\",\n   \"a\" : { \"b\" : [ { } ] }\n}",
        "[\n   1.0,\n   \"Süd ]\"\n]",
        "{ \"CardNo\" : \"aGk==;data=x\", \"Path\" : \"C:\\\\\" }",
        "null");

    private static readonly Gen<Part> Parts = Gen.Frequency(
        (1, Gen.Constant(new Part("", "", 0, null))),
        (4, from code in Gen.Elements("VideoMotion", "_DoTalkAction_", "Unheard-Of")
            from action in Gen.Elements("Start", "Stop", "Pulse", "State")
            from index in Gen.Choose(-1, 99)
            from data in Datas
            select new Part(code, action, index, data)));

    private static readonly Gen<(Part Part, Framing Framing)[]> Streams =
        Parts.Zip(Gen.Elements(Enum.GetValues<Framing>())).ArrayOf().Select(parts => parts.Select(part => (part.Item1, part.Item2)).ToArray());

    private static readonly Gen<int[]> Cuts = Gen.Choose(0, 10_000).ArrayOf();

    // What a reader trips over, more often than chance would have it.
    private static readonly byte[][] Crumbs =
    [
        "-"u8.ToArray(), "--"u8.ToArray(), "--my"u8.ToArray(), "myboundary"u8.ToArray(), "\r\n"u8.ToArray(), "\n"u8.ToArray(),
        "\r\n\r\n"u8.ToArray(), "Cod"u8.ToArray(), "code="u8.ToArray(), "Heart"u8.ToArray(), "Content-Length: 3"u8.ToArray(), ";data="u8.ToArray(),
        "{"u8.ToArray(), "\""u8.ToArray(), "HTTP/1.1 200 OK"u8.ToArray(), [0xC3], [0xFF, 0xD8], [0], " "u8.ToArray(),
    ];

    private static readonly Gen<byte[]> Junk =
        Gen.Frequency((3, Gen.Elements(Crumbs)), (1, ArbMap.Default.GeneratorFor<byte[]>())).ArrayOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    private static readonly byte[][] Wholes =
    [
        .. StreamVectors.All.Select(vector => vector.Bytes),
        "\nCode="u8.ToArray(), "\nHeartbeat"u8.ToArray(), "\n--myboundary"u8.ToArray(), "--\n"u8.ToArray(), "\r\n--myboundary\r\nContent-Length: 40\r\n"u8.ToArray(),
        "Code=A;action=Start;index=0;data={\n"u8.ToArray(), [.. Enumerable.Repeat((byte)' ', 300)], [.. Enumerable.Repeat((byte)'x', 1100)],
    ];

    private static readonly Gen<byte[]> AnyBytes =
        Gen.Frequency((3, Gen.Elements(Wholes)), (2, Junk)).ArrayOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    [Fact]
    public void AnyParts_InAnyFramingCutAnywhere_AreTheSameEvents() => Prop.ForAll(Streams.Zip(Cuts).ToArbitrary(), given =>
    {
        var (parts, cuts) = given;
        var chunks = Split(Joined(parts), cuts);
        var reader = StreamRun.Reader();

        Assert.Equal(parts.Select(part => part.Part.Item), chunks.SelectMany(chunk => StreamRun.Items(reader, chunk)));
        Assert.Equal(parts.Select(part => part.Part.Item), StreamRun.Items(StreamRun.Reader(), Sequences.Joined(chunks)));
        Assert.Equal(0, reader.SkippedBytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void JunkBetweenParts_CostsNothingButItself() => Prop.ForAll(Streams.Zip(Junk.ArrayOf()).Zip(Cuts).ToArbitrary(), given =>
    {
        var ((parts, junk), cuts) = given;

        byte[] bytes = [.. parts.SelectMany((part, at) => (byte[])[.. at < junk.Length ? junk[at] : [], .. Delimited(part)])];
        var reader = StreamRun.Reader();

        Assert.Equal(parts.Select(part => part.Part.Item), Split(bytes, cuts).SelectMany(chunk => StreamRun.Items(reader, chunk)));
        Assert.InRange(reader.SkippedBytes, 0, junk.Sum(piece => piece.Length + "\r\n".Length));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(MultipartEventReader.LongestPart)]
    [InlineData(90)]
    public void AnyBytes_CutAnywhere_GiveTheSameAsInOnePiece(int longestPart) => Prop.ForAll(AnyBytes.Zip(Cuts).ToArbitrary(), given =>
    {
        var (bytes, cuts) = given;
        var whole = StreamRun.Reader(longestPart);
        var items = StreamRun.Items(whole, bytes);
        var reader = StreamRun.Reader(longestPart);

        Assert.Equal(items, Split(bytes, cuts).SelectMany(chunk => StreamRun.Items(reader, chunk)));
        Assert.Equal(whole.OversizedParts, reader.OversizedParts);
        Assert.InRange(reader.SkippedBytes, 0, bytes.Length);

        var single = StreamRun.Reader(longestPart);
        Assert.Equal(items, bytes.SelectMany(value => StreamRun.Items(single, [value])));
        Assert.InRange(single.Capacity, 0, 4096);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytes_BeforeADelimiter_DoNotHideWhatFollows() => Prop.ForAll(AnyBytes.Zip(Parts).ToArbitrary(), given =>
    {
        var (bytes, part) = given;

        byte[] stream = [.. bytes, .. "\r\n--myboundary\r\n"u8, .. part.Framed(Framing.Canonical)];

        Assert.Equal(part.Item, StreamRun.Items(StreamRun.Reader(), stream)[^1]);
    }).QuickCheckThrowOnFailure();

    private static byte[] Joined((Part Part, Framing Framing)[] parts) => [.. parts.SelectMany(part => part.Part.Framed(part.Framing))];

    private static byte[] Delimited((Part Part, Framing Framing) part) =>
        part.Framing == Framing.DelimiterBehind
            ? [.. "\r\n--myboundary\r\n"u8, .. part.Part.Framed(part.Framing)]
            : part.Part.Framed(part.Framing);

    private static byte[][] Split(byte[] bytes, int[] cuts) => [.. Sequences.Cut(bytes, cuts.Select(cut => cut % (bytes.Length + 1)))];
}
