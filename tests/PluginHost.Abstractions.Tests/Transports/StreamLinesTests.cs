using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Abstractions.Tests.Timing;

namespace PluginHost.Abstractions.Tests.Transports;

public sealed class StreamLinesTests
{
    private const int LongestLine = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    [Theory]
    [InlineData("a\nb\r\n\n\r\nc\r\r\n", new[] { "a", "b", "", "", "c\r" })]
    [InlineData("häuser\r\nx\ry\n", new[] { "häuser", "x\ry" })]
    public async Task ReadLineAsync_LineEnds_AreTakenOff(string sent, string[] expected)
    {
        await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(sent));
        await _pipe.Writer.CompleteAsync();

        var (lines, end) = await ReadAllAsync(_pipe.Reader);

        Assert.Equal(expected, lines);
        Assert.Null(end);
    }

    [Fact]
    public async Task ReadLineAsync_InvalidUtf8_IsReplaced()
    {
        await _pipe.Writer.WriteAsync(new byte[] { (byte)'a', 0xff, 0xe2, 0x82, (byte)'\r', (byte)'\n' });

        Assert.Equal("a\ufffd\ufffd", await _pipe.Reader.ReadLineAsync(CancellationToken.None));
    }

    [Fact]
    public void ReadLineAsync_AnyBytesAnySplit_GivesTheLinesOfTheWhole() =>
        Prop.ForAll(
            Gen.ArrayOf(Gen.OneOf(Gen.Elements((byte)'\n', (byte)'\r', (byte)'a'), ArbMap.Default.GeneratorFor<byte>())).ToArbitrary(),
            Gen.NonEmptyListOf(Gen.Choose(1, 7)).ToArbitrary(),
            (bytes, sizes) =>
            {
                var expected = LinesOf(bytes, out var rest);

                var (lines, end) = ReadAllAsync(PipeReader.Create(Split(bytes, [.. sizes]))).GetAwaiter().GetResult();
                var (slowly, slowEnd) = ReadTrickledAsync(bytes, [.. sizes]).GetAwaiter().GetResult();

                Assert.Equal(expected, lines);
                Assert.Equal(expected, slowly);
                Assert.Equal(rest > 0 ? ConnectionEnd.Lost : null, end);
                Assert.Equal(end, slowEnd);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(LongestLine, true)]
    [InlineData(LongestLine + 1, false)]
    public async Task ReadLineAsync_LongLine_IsTakenUpToTheLimitHoweverItComes(int length, bool isTaken)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'x', length), (byte)'\n'];
        string[] expected = isTaken ? [new string('x', length)] : [];
        ConnectionEnd? expectedEnd = isTaken ? null : ConnectionEnd.ProtocolBroken;

        foreach (var size in new[] { bytes.Length, 1_000, bytes.Length - 1 })
        {
            var (lines, end) = await ReadTrickledAsync(bytes, [size]);

            Assert.Equal(expected, lines);
            Assert.Equal(expectedEnd, end);
        }
    }

    [Fact]
    public async Task ReadLineAsync_FloodWithoutEnd_IsRefusedAtTheLimit()
    {
        await _pipe.Writer.WriteAsync(new byte[LongestLine + 1]);

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(
            async () => await _pipe.Reader.ReadLineAsync(CancellationToken.None));

        Assert.Equal(ConnectionEnd.ProtocolBroken, end.End);
    }

    [Fact]
    public async Task ReadLineAsync_CancelledWithinALine_LosesNothing()
    {
        using var cancel = new CancellationTokenSource();
        await _pipe.Writer.WriteAsync("hal"u8.ToArray());
        var reading = _pipe.Reader.ReadLineAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await _pipe.Writer.WriteAsync("lo\n"u8.ToArray());

        Assert.Equal("hallo", await _pipe.Reader.ReadLineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ReadLineAsync_EndOfStream_IsNullAgainAndAgain()
    {
        await _pipe.Writer.CompleteAsync();

        Assert.Null(await _pipe.Reader.ReadLineAsync(CancellationToken.None));
        Assert.Null(await _pipe.Reader.ReadLineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ReadLineAsync_AnswerThenEnd_IsLost()
    {
        var deadlines = new DeadlineSource(new ManualTime());
        using var deadline = deadlines.Start(TimeSpan.FromSeconds(10));
        using var answer = new ReadBudget(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)).Start(deadline);
        await _pipe.Writer.WriteAsync("OK\r\n"u8.ToArray());
        await _pipe.Writer.CompleteAsync();

        Assert.Equal("OK", await _pipe.Reader.ReadLineAsync(answer));
        var end = await Assert.ThrowsAsync<ConnectionEndedException>(async () => await _pipe.Reader.ReadLineAsync(answer));

        Assert.Equal(ConnectionEnd.Lost, end.End);
    }

    [Fact]
    public async Task ReadLineAsync_TricklingAnswer_EndsAtTheOverallLimit()
    {
        var time = new ManualTime();
        using var deadline = new DeadlineSource(time).Start(TimeSpan.FromMinutes(5));
        using var answer = new ReadBudget(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)).Start(deadline);
        var reading = _pipe.Reader.ReadLineAsync(answer).AsTask();
        var sent = 0;
        while (!reading.IsCompleted && sent < 100)
        {
            await _pipe.Writer.WriteAsync("x"u8.ToArray());
            sent++;
            time.Advance(TimeSpan.FromSeconds(0.9));
        }

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);

        Assert.Equal(12, sent);
        Assert.Equal("The answer was not complete within 10 s.", end.Message);
    }

    private static List<string> LinesOf(byte[] bytes, out int rest)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                var end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.Add(Encoding.UTF8.GetString(bytes, start, end - start));
                start = i + 1;
            }
        }

        rest = bytes.Length - start;
        return lines;
    }

    private static async Task<(List<string> Lines, ConnectionEnd? End)> ReadTrickledAsync(byte[] bytes, int[] sizes)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        var reading = ReadAllAsync(pipe.Reader);
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
            await pipe.Writer.WriteAsync(bytes.AsMemory(at, size));
            at += size;
        }

        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    private static async Task<(List<string> Lines, ConnectionEnd? End)> ReadAllAsync(PipeReader reader)
    {
        var lines = new List<string>();
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                lines.Add(line);
            }

            return (lines, null);
        }
        catch (ConnectionEndedException end)
        {
            return (lines, end.End);
        }
    }

    private static ReadOnlySequence<byte> Split(byte[] bytes, int[] sizes)
    {
        var first = new Segment(ReadOnlyMemory<byte>.Empty, null);
        var last = first;
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
            last = new Segment(bytes.AsMemory(at, size), last);
            at += size;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
