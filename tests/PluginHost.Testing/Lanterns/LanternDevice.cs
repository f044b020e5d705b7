using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>A lantern that answers line by line and counts who comes and goes.</summary>
public sealed class LanternDevice : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;
    private volatile string _light = "false";
    private int _accepted;
    private int _left;

    /// <summary>Switches one on, on a free port.</summary>
    public LanternDevice()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many of them were ended by the other side.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _serving.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Switched off.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream);
        writer.NewLine = "\n";
        writer.AutoFlush = true;
        try
        {
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("LIGHT ", StringComparison.Ordinal))
                {
                    _light = line[6..];
                }

                await writer.WriteLineAsync(_light.AsMemory(), _stop.Token);
            }

            Interlocked.Increment(ref _left);
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _left);
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }
}
