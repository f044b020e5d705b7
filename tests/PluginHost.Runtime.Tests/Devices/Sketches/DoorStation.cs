using System.Text;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

/// <summary>The device that <c>NotifiedSketch</c> connects to: login by PIN, lines both ways.</summary>
internal sealed class DoorStation : IVirtualDevice
{
    private IStreamTransport? _stream;

    public int Logins { get; private set; }

    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        await using var listener = context.Listen();
        context.Ready(new()
        {
            ["host"] = "127.0.0.1",
            ["port"] = $"{listener.LocalEndPoint.Port}",
            ["pin"] = "1234",
        });
        await listener.ServeAsync(ServeAsync, stop);
    }

    public ValueTask<System.IO.Pipelines.FlushResult> TellAsync(string line) => _stream!.Output.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"));

    public void HangUp() => _ = _stream!.DisposeAsync().AsTask();

    private async Task ServeAsync(IStreamTransport stream, CancellationToken stop)
    {
        _stream = stream;
        while (await stream.Input.ReadLineAsync(stop) is { } line)
        {
            var answer = line switch
            {
                "LOGIN 1234" => "WELCOME",
                "PING" => "PONG",
                "LIGHT on" or "LIGHT off" => "OK",
                _ => "DENIED",
            };
            Logins += line.StartsWith("LOGIN", StringComparison.Ordinal) ? 1 : 0;
            await TellAsync(answer);
        }
    }
}
