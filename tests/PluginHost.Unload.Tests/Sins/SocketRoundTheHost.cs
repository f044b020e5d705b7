using System.Net;
using System.Net.Sockets;

[DeviceDriver("subject")]
public sealed class SocketRoundTheHost : SinDriver
{
    protected override async Task CommitAsync(IConnectionContext attempt, Deadline deadline)
    {
        _listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint);
        _ = ReceiveAsync(client);
    }

    private static readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private static async Task ReceiveAsync(TcpClient client) => await client.GetStream().ReadAsync(new byte[10]);
}
