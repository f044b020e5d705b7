using System.Text;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

/// <summary>The device that <c>EndlessSketch</c> connects to: an answer that never ends, and a siren.</summary>
internal sealed class EventCamera : IVirtualDevice
{
    private IStreamTransport? _events;

    public int Streams { get; private set; }

    public int Sirens { get; private set; }

    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });
        await listener.ServeAsync(ServeAsync, stop);
    }

    public Task TellAsync(string line) => WriteAsync(_events!, $"{line.Length + 1:x}\r\n{line}\n\r\n");

    public void HangUp() => _ = _events!.DisposeAsync().AsTask();

    private static async Task WriteAsync(IStreamTransport stream, string text) => await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(text));

    private async Task ServeAsync(IStreamTransport stream, CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } request)
        {
            while (await stream.Input.ReadLineAsync(stop) is { Length: > 0 })
            {
                // Headers tell nothing here.
            }

            if (request.StartsWith("GET /events", StringComparison.Ordinal))
            {
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                _events = stream;
                await TellAsync("heartbeat");
                Streams++;
            }
            else
            {
                Sirens++;
                await WriteAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n");
            }
        }
    }
}
