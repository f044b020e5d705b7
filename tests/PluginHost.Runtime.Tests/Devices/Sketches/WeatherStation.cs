using System.Net.Sockets;
using System.Text;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

/// <summary>The device that <c>WebhookSketch</c> connects to: takes subscriptions and posts to them.</summary>
internal sealed class WeatherStation : IVirtualDevice
{
    private int _subscriber;

    public int Subscriber => Volatile.Read(ref _subscriber);

    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });
        await listener.ServeAsync(ServeAsync, stop);
    }

    /// <summary>Posts and closes right after sending, as such devices do.</summary>
    public async Task PostAsync(string wind)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Subscriber);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nX-Wind: {wind}\r\n\r\n"));
    }

    private async Task ServeAsync(IStreamTransport stream, CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } request)
        {
            while (await stream.Input.ReadLineAsync(stop) is { Length: > 0 })
            {
                // Headers tell nothing here.
            }

            var port = int.Parse(request.Split('/', ' ')[3], provider: null);
            Volatile.Write(ref _subscriber, request.StartsWith("PUT", StringComparison.Ordinal) ? port : 0);
            await stream.Output.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), stop);
        }
    }
}
