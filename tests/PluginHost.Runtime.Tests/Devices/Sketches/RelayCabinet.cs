using System.Collections.Concurrent;
using System.Text;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

/// <summary>The device that <c>PolledSketch</c> connects to: answers GET and SET, eight relays to a module.</summary>
internal sealed class RelayCabinet : IVirtualDevice
{
    private readonly ConcurrentDictionary<string, char[]> _modules = new();

    public ConcurrentQueue<string> Requests { get; } = [];

    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });
        await listener.ServeAsync(ServeAsync, stop);
    }

    private async Task ServeAsync(IStreamTransport stream, CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } line)
        {
            Requests.Enqueue(line);
            var words = line.Split(' ');
            var relays = _modules.GetOrAdd(words[1], _ => [.. "00000000"]);
            foreach (var write in words.Skip(2))
            {
                relays[write[0] - '0'] = write[2];
            }

            await stream.Output.WriteAsync(Encoding.ASCII.GetBytes((words[0] == "GET" ? new string(relays) : "OK") + "\n"), stop);
        }
    }
}
