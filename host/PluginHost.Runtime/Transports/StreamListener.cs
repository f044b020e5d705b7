using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports;

/// <summary>A bound listener: accepts while it serves, several streams at a time, each with its own limit.</summary>
internal sealed partial class StreamListener : IStreamListener
{
    private static readonly StreamOptions Defaults = new();

    private readonly Socket _socket;
    private readonly ListenerOptions _options;
    private readonly LedgerScope _scope;
    private readonly LedgerEntry _entry;
    private readonly TransportServices _services;
    private readonly SemaphoreSlim _places;
    private string? _closed;

    /// <exception cref="ConnectionEndedException">The port is taken, or the scope is over.</exception>
    public StreamListener(ListenerOptions options, LedgerScope scope, TransportServices services, string openedBy)
    {
        (_options, _scope, _services) = (options, scope, services);
        _places = new SemaphoreSlim(options.MaxStreams);
        _socket = Bind(new IPEndPoint(options.Address ?? IPAddress.Any, options.Port));
        try
        {
            LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
            _entry = scope.Create(EntryRole.Lent, TransportKind.Listener, LocalEndPoint.ToString(), openedBy);
            scope.Enter(_entry, CloseAsync);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public long Id => _entry.Id;

    public IPEndPoint LocalEndPoint { get; }

    public ValueTask DisposeAsync() => CloseAsync("closed by the driver");

    public async Task ServeAsync(Func<IStreamTransport, CancellationToken, Task> serve, CancellationToken stop)
    {
        var serving = new ServingStreams();
        using var serveEnd = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            while (true)
            {
                await _places.WaitAsync(stop).ConfigureAwait(false);
                serving.Add(ServeOneAsync(await AcceptIntoPlaceAsync(stop).ConfigureAwait(false), serve, serveEnd.Token));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being stopped is how serving ends.
        }
        finally
        {
            // Also where the listener was closed or failed: nothing that it accepted outlives it.
            await serveEnd.CancelAsync().ConfigureAwait(false);
            await serving.WaitAsync().ConfigureAwait(false);
        }
    }

    private static Socket Bind(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(local);
            socket.Listen();
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw ConnectionEndedException.Lost($"Cannot listen on {local}: {StreamErrors.Describe(error)}", error);
        }
    }

    /// <summary>Accepts into a place that was taken for it; gives the place back where that fails.</summary>
    private async Task<Socket> AcceptIntoPlaceAsync(CancellationToken stop)
    {
        try
        {
            return await AcceptAsync(stop).ConfigureAwait(false);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    private async Task<Socket> AcceptAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync(stop).ConfigureAwait(false);
            }
            catch (Exception error) when (Volatile.Read(ref _closed) is { } reason && StreamErrors.IsExpected(error))
            {
                throw new ConnectionEndedException(ConnectionEnd.Stopped, $"The listener on {LocalEndPoint} is closed: {reason}.", error);
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                Log.StreamGone(_services.Log, LocalEndPoint, error);
            }
            catch (SocketException error)
            {
                throw ConnectionEndedException.Lost($"Accepting on {LocalEndPoint} failed: {StreamErrors.Describe(error)}", error);
            }
        }
    }

    private async Task ServeOneAsync(Socket socket, Func<IStreamTransport, CancellationToken, Task> serve, CancellationToken stop)
    {
        try
        {
            await using var stream = Open(socket);
            using var limit = _options.StreamLimit is { } time ? _services.Deadlines.Start(time, stop) : null;
            var token = limit?.Token ?? stop;

            // A call that does not watch its token waits for the stream, so that is what is taken away.
            await using var end = token.UnsafeRegister(static state => ((StreamTransport)state!).Close("its time is up"), stream);
            await serve(stream, token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionEndedException)
        {
            Log.StreamEnded(_services.Log, LocalEndPoint, error.Message);
        }
        catch (Exception error)
        {
            // One stream's trouble is its own; the listener goes on.
            Log.StreamFailed(_services.Log, LocalEndPoint, error);
        }
        finally
        {
            socket.Dispose();
            _places.Release();
        }
    }

    private StreamTransport Open(Socket socket)
    {
        try
        {
            SocketConnector.Prepare(socket, Defaults);
            var remote = socket.RemoteEndPoint!.ToString()!;
            var entry = _scope.Create(EntryRole.Lent, TransportKind.Tcp, remote, $"accepted on {LocalEndPoint} < {_entry.OpenedBy}");
            return LentStream.Lend(socket, new NetworkStream(socket, ownsSocket: false), entry, _scope, peerEnded: null);
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            throw StreamErrors.ToEnding(error, "The peer is gone already");
        }
    }

    private ValueTask CloseAsync(string reason)
    {
        if (Interlocked.CompareExchange(ref _closed, reason, null) is null)
        {
            _socket.Dispose();
            _entry.Closed(reason);
        }

        return ValueTask.CompletedTask;
    }
}
