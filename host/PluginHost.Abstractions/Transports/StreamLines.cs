using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PluginHost;

/// <summary>Reads text lines from a stream, for the many devices that speak in lines.</summary>
public static class StreamLines
{
    private const int LongestLine = 64 * 1024;

    /// <summary>Waits for the next line, however long that takes.</summary>
    /// <param name="input">A stream's input.</param>
    /// <param name="cancellationToken">Ends the wait; a line begun is not lost by it.</param>
    /// <returns>The line without its end (LF, or CR and LF), decoded as UTF-8 with U+FFFD for invalid bytes; <see langword="null"/> at the end of the stream.</returns>
    /// <exception cref="ConnectionEndedException">A line is longer than 64 KiB, or the stream ends within a line.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <example><code>while (await stream.Input.ReadLineAsync(stop) is { } line) { Take(line); }</code></example>
    public static async ValueTask<string?> ReadLineAsync(this PipeReader input, CancellationToken cancellationToken)
    {
        var scanned = 0L;
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (TryTake(input, read, ref scanned, out var line))
            {
                return line;
            }
        }
    }

    /// <summary>Waits for the next line of an answer within its budget.</summary>
    /// <param name="input">A stream's input.</param>
    /// <param name="answer">The exchange's wait.</param>
    /// <returns>The line without its end (LF, or CR and LF), decoded as UTF-8 with U+FFFD for invalid bytes.</returns>
    /// <exception cref="ConnectionEndedException">The budget is used up, the line is longer than 64 KiB, or the stream has ended.</exception>
    /// <exception cref="OperationCanceledException">The call's deadline has passed.</exception>
    /// <example>
    /// <code>
    /// using var answer = Budget.Start(deadline);
    /// var line = await stream.Input.ReadLineAsync(answer);
    /// </code>
    /// </example>
    public static async ValueTask<string> ReadLineAsync(this PipeReader input, ReadWait answer)
    {
        var scanned = 0L;
        while (true)
        {
            var read = await answer.ReadAsync(input).ConfigureAwait(false);
            if (TryTake(input, read, ref scanned, out var line))
            {
                return line ?? throw ConnectionEndedException.Lost("The peer closed the connection instead of answering.");
            }
        }
    }

    private static bool TryTake(PipeReader input, ReadResult read, ref long scanned, out string? line)
    {
        // A line may come byte by byte: what was looked through once is not looked through again.
        var buffer = read.Buffer;
        if (buffer.Slice(scanned).PositionOf((byte)'\n') is { } end)
        {
            var content = buffer.Slice(0, end);
            var tooLong = content.Length > LongestLine;
            line = tooLong ? null : WithoutCarriageReturn(Encoding.UTF8.GetString(content));
            input.AdvanceTo(buffer.GetPosition(1, end));
            return tooLong ? throw TooLong() : true;
        }

        scanned = buffer.Length;
        input.AdvanceTo(buffer.Start, buffer.End);
        line = null;
        return (scanned, read.IsCompleted) switch
        {
            ( > LongestLine, _) => throw TooLong(),
            ( > 0, true) => throw ConnectionEndedException.Lost("The peer closed the connection within a line."),
            var (_, ended) => ended,
        };
    }

    private static string WithoutCarriageReturn(string line) => line.EndsWith('\r') ? line[..^1] : line;

    private static ConnectionEndedException TooLong() =>
        ConnectionEndedException.ProtocolBroken($"A line is longer than {LongestLine} bytes.");
}
