using System.Net;
using System.Net.Sockets;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>
/// Stands where the projector is looked for: plays a script to the next connection where there is one, and otherwise hands
/// everything through to the projector.
/// </summary>
internal sealed class Impostor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private Func<NetworkStream, CancellationToken, Task>? _script;
    private int _accepted;

    private Impostor(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted => Volatile.Read(ref _accepted);

    public bool HasPlayed => Volatile.Read(ref _script) is null;

    public static Impostor Start(int target) => new(target);

    /// <summary>Plays this to the next connection once its first request has arrived, and ends it when the script ends.</summary>
    public void Play(Func<NetworkStream, CancellationToken, Task> script) => Volatile.Write(ref _script, script);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                serving.RemoveAll(task => task.IsCompletedSuccessfully);
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var script = Interlocked.Exchange(ref _script, null);
                await (script is null ? RelayAsync(client.GetStream()) : PlayAsync(client.GetStream(), script));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // The driver has had enough, or the test is over.
            }
        }
    }

    private async Task PlayAsync(NetworkStream stream, Func<NetworkStream, CancellationToken, Task> script)
    {
        if (await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token) == 0)
        {
            return;
        }

        await script(stream, _stop.Token);
    }

    private async Task RelayAsync(NetworkStream stream)
    {
        using var projector = new TcpClient();
        await projector.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        var other = projector.GetStream();
        await Task.WhenAny(stream.CopyToAsync(other, _stop.Token), other.CopyToAsync(stream, _stop.Token));
    }
}
