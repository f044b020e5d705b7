using System.Net;
using System.Net.Sockets;

[DeviceDriver("subject")]
public sealed class SocketReceive : SinDriver
{
    protected override void Commit()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ReceiveAsync();
    }

    private static readonly Socket _socket = new(SocketType.Dgram, ProtocolType.Udp);

    private static async Task ReceiveAsync() => await _socket.ReceiveAsync(new byte[10]);
}
