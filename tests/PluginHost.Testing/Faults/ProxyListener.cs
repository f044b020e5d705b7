using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>A loopback port that can be closed and opened again.</summary>
internal sealed class ProxyListener : IAsyncDisposable
{
    // Bound and never listening: the port stays ours while closed, and connecting to it is refused.
    private readonly Socket _reservation = NewSocket();
    private readonly List<Task> _accepting = [];
    private readonly Action<Socket> _accepted;
    private volatile Socket? _listener;

    public ProxyListener(Action<Socket> accepted)
    {
        _accepted = accepted;
        _reservation.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)_reservation.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public void Open()
    {
        if (_listener is not null)
        {
            return;
        }

        Socket listener = NewSocket();
        listener.Bind(EndPoint);
        listener.Listen();
        _listener = listener;
        _accepting.RemoveAll(task => task.IsCompletedSuccessfully);
        _accepting.Add(AcceptAsync(listener));
    }

    public void Close()
    {
        Socket? listener = _listener;
        _listener = null;
        listener?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        _reservation.Dispose();
        await Task.WhenAll(_accepting).ConfigureAwait(false);
    }

    private static Socket NewSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (ReferenceEquals(_listener, listener))
        {
            try
            {
                _accepted(await listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception end) when ((end is SocketException or ObjectDisposedException) && !ReferenceEquals(_listener, listener))
            {
                return;
            }
        }
    }
}
