using System.Net.Sockets;

[DeviceDriver("subject")]
public sealed class IdleSocket : SinDriver
{
    protected override void Commit()
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
    }

    private static Socket? _socket;

    public static bool Has => _socket is not null;
}
