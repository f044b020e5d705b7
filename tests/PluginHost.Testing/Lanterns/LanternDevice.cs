using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>
/// A lantern that answers line by line, rings its bell for whoever listens, each time with the next number, and counts who
/// comes and goes.
/// </summary>
public sealed class LanternDevice : IAsyncDisposable
{
    private static readonly TimeSpan Ring = TimeSpan.FromMilliseconds(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<StreamWriter, bool> _listening = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Task _accepting;
    private readonly Task _ringing;
    private volatile string _light = "false";
    private int _accepted;
    private int _left;
    private int _rung;

    /// <summary>Switches one on, on a free port.</summary>
    public LanternDevice()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        _ringing = RingAsync();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many of them were ended by the other side.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>How often the bell has rung while somebody listened.</summary>
    public int Rung => Volatile.Read(ref _rung);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await _ringing.ConfigureAwait(false);
        await Task.WhenAll(_serving).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                Interlocked.Increment(ref _accepted);
                _serving.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Switched off.
        }
    }

    private async Task RingAsync()
    {
        using var timer = new PeriodicTimer(Ring);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                if (_listening.IsEmpty)
                {
                    continue;
                }

                var number = Interlocked.Increment(ref _rung).ToString(CultureInfo.InvariantCulture);
                foreach (var writer in _listening.Keys)
                {
                    await TellAsync(writer, number).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }

    private async Task TellAsync(StreamWriter writer, string line)
    {
        try
        {
            await writer.WriteLineAsync(line.AsMemory(), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It left a moment ago, which its own loop notices.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        var stream = client.GetStream();
        await using var closing = stream.ConfigureAwait(false);
        using var reader = new StreamReader(stream);
        var writer = new StreamWriter(stream) { NewLine = "\n", AutoFlush = true };
        try
        {
            while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
            {
                if (line == "LISTEN")
                {
                    _listening[writer] = true;
                    continue;
                }

                if (line.StartsWith("LIGHT ", StringComparison.Ordinal))
                {
                    _light = line[6..];
                }

                await writer.WriteLineAsync(_light.AsMemory(), _stop.Token).ConfigureAwait(false);
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
        finally
        {
            _listening.TryRemove(writer, out _);
        }
    }
}
