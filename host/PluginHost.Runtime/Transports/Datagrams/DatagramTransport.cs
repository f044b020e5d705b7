using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports.Datagrams;

/// <summary>A UDP socket that reaches every network of the machine by multicast and broadcast.</summary>
internal sealed class DatagramTransport : IDatagramTransport
{
    private const int LargestDatagram = 65_535;

    private readonly Socket _socket;
    private readonly TransportServices _services;
    private readonly LedgerEntry _entry;
    private readonly IPEndPoint _anybody;

    // Choosing the interface and sending through it are two calls.
    private readonly SemaphoreSlim _multicasting = new(1);
    private string? _closed;

    /// <exception cref="ConnectionEndedException">The port is taken, the group cannot be joined, or the scope is over.</exception>
    public DatagramTransport(DatagramOptions options, LedgerScope scope, TransportServices services, string openedBy)
    {
        _services = services;
        var family = (options.Address ?? options.MulticastGroup)?.AddressFamily ?? AddressFamily.InterNetwork;
        _anybody = new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        _socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(options);
            LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
            if (options.MulticastGroup is { } group)
            {
                Multicast.Join(_socket, group, services.Interfaces());
            }

            _entry = scope.Create(EntryRole.Lent, TransportKind.Udp, LocalEndPoint.ToString(), openedBy);
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

    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload, IPEndPoint remote, CancellationToken cancellationToken)
    {
        try
        {
            var sent = Multicast.IsGroup(remote.Address) ? await MulticastAsync(payload, remote, cancellationToken).ConfigureAwait(false)
                : remote.Address.Equals(IPAddress.Broadcast) ? await BroadcastAsync(payload, remote.Port, cancellationToken).ConfigureAwait(false)
                : await _socket.SendToAsync(payload, SocketFlags.None, remote, cancellationToken).ConfigureAwait(false);
            _entry.Sent(sent);
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            throw ToEnding(error, $"Sending to {remote} failed");
        }
    }

    public async ValueTask<Datagram> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
        try
        {
            var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _anybody, cancellationToken).ConfigureAwait(false);
            _entry.Received(received.ReceivedBytes);
            return new Datagram((IPEndPoint)received.RemoteEndPoint, buffer.AsSpan(0, received.ReceivedBytes).ToArray());
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            throw ToEnding(error, $"Receiving on {LocalEndPoint} failed");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Bind(DatagramOptions options)
    {
        var local = new IPEndPoint(options.Address ?? _anybody.Address, options.Port);
        try
        {
            _socket.EnableBroadcast = options.Broadcast;
            if (options.SharePort)
            {
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            _socket.Bind(local);
        }
        catch (SocketException error)
        {
            throw ConnectionEndedException.Lost($"Cannot open UDP on {local}: {StreamErrors.Describe(error)}", error);
        }
    }

    private async Task<int> MulticastAsync(ReadOnlyMemory<byte> payload, IPEndPoint group, CancellationToken cancellationToken)
    {
        await _multicasting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendToSomeAsync(
                LocalInterface.ForMulticast(_services.Interfaces(), group.AddressFamily),
                index =>
                {
                    Multicast.LeaveThrough(_socket, index);
                    return _socket.SendToAsync(payload, SocketFlags.None, group, cancellationToken);
                }).ConfigureAwait(false);
        }
        finally
        {
            _multicasting.Release();
        }
    }

    private Task<int> BroadcastAsync(ReadOnlyMemory<byte> payload, int port, CancellationToken cancellationToken) =>
        SendToSomeAsync(
            LocalInterface.ForBroadcast(_services.Interfaces()).Append(IPAddress.Broadcast),
            address => _socket.SendToAsync(payload, SocketFlags.None, new IPEndPoint(address, port), cancellationToken));

    /// <summary>Sends on all ways; those that do not work matter only when none does.</summary>
    private static async Task<int> SendToSomeAsync<T>(IEnumerable<T> ways, Func<T, ValueTask<int>> sendAsync)
    {
        Exception? last = null;
        var (sent, succeeded) = (0, false);
        foreach (var way in ways)
        {
            try
            {
                sent += await sendAsync(way).ConfigureAwait(false);
                succeeded = true;
            }
            catch (SocketException error)
            {
                last = error;
            }
        }

        return succeeded ? sent : throw last ?? new SocketException((int)SocketError.NetworkUnreachable);
    }

    private ConnectionEndedException ToEnding(Exception error, string what) => Volatile.Read(ref _closed) is { } reason
        ? new ConnectionEndedException(ConnectionEnd.Stopped, $"The UDP socket on {LocalEndPoint} is closed: {reason}.", error)
        : StreamErrors.ToEnding(error, what);

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
