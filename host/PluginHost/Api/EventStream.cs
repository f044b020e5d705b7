using System.Buffers;
using System.Buffers.Text;
using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api;

/// <summary>Writes events to one client as they happen, and a comment when nothing does, so that both ends notice a dead line.</summary>
internal sealed class EventStream(IEventSubscription events, TimeProvider time)
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    private Task<EventPage> _read = Task.FromCanceled<EventPage>(new CancellationToken(canceled: true));

    /// <summary>Writes until the client goes or the server stops; what happened until then is still written.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken gone, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping);
        try
        {
            await WriteAsync(response, stop.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            await WriteRestAsync(response, stopping);
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Proxies that collect answers before passing them on would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.BodyWriter.WriteAsync(Comment, stop);
        using var heartbeat = new PeriodicTimer(ApiLimits.Heartbeat, time);
        var beat = heartbeat.WaitForNextTickAsync(stop).AsTask();
        _read = events.ReadAsync(stop).AsTask();
        while (true)
        {
            if (await Task.WhenAny(_read, beat) == beat)
            {
                await beat;
                await response.BodyWriter.WriteAsync(Comment, stop);
                beat = heartbeat.WaitForNextTickAsync(stop).AsTask();
                continue;
            }

            var page = await _read;
            if (page.Position != EventPosition.Kept)
            {
                // The client fell behind what is kept: it comes back and is told so.
                return;
            }

            Write(response.BodyWriter, page);
            _read = events.ReadAsync(stop).AsTask();
            await response.BodyWriter.FlushAsync(stop);
        }
    }

    /// <param name="response">Where to.</param>
    /// <param name="stopped">Cancelled: reading with it waits for nothing and loses nothing.</param>
    private async Task WriteRestAsync(HttpResponse response, CancellationToken stopped)
    {
        await ((Task)_read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var read = _read.IsCompletedSuccessfully ? _read : events.ReadAsync(stopped).AsTask();
        await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (read is { IsCompletedSuccessfully: true, Result: { Position: EventPosition.Kept } page })
        {
            Write(response.BodyWriter, page);
            read = events.ReadAsync(stopped).AsTask();
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Write(IBufferWriter<byte> output, EventPage page)
    {
        foreach (var entry in page.Entries)
        {
            Write(output, entry);
        }
    }

    private static void Write(IBufferWriter<byte> output, EventEntry entry)
    {
        output.Write("id: "u8);
        var number = output.GetSpan(20);
        Utf8Formatter.TryFormat(entry.Seq, number, out var length);
        output.Advance(length);
        output.Write("\ndata: "u8);
        output.Write(entry.Json.Span);
        output.Write("\n\n"u8);
    }
}
