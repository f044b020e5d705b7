using System.Buffers;
using System.Buffers.Text;
using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api;

/// <summary>Writes events to one client as they happen, and a comment when nothing does, so that both ends notice a dead line.</summary>
internal sealed class EventStream(IEventSubscription events, TimeProvider time)
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    public async Task WriteAsync(HttpResponse response, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Proxies that collect answers before passing them on would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.BodyWriter.WriteAsync(Comment, stop);
        using var heartbeat = new PeriodicTimer(ApiLimits.Heartbeat, time);
        var beat = heartbeat.WaitForNextTickAsync(stop).AsTask();
        var read = events.ReadAsync(stop).AsTask();
        while (true)
        {
            if (await Task.WhenAny(read, beat) == beat)
            {
                await beat;
                await response.BodyWriter.WriteAsync(Comment, stop);
                beat = heartbeat.WaitForNextTickAsync(stop).AsTask();
                continue;
            }

            var page = await read;
            if (page.Position != EventPosition.Kept)
            {
                // The client fell behind what is kept: it comes back and is told so.
                return;
            }

            foreach (var entry in page.Entries)
            {
                Write(response.BodyWriter, entry);
            }

            await response.BodyWriter.FlushAsync(stop);
            read = events.ReadAsync(stop).AsTask();
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
