using System.Net;
using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.ShutdownWithoutClose.After;

#region shown
internal static class Notification
{
    public static async Task SendAsync(IPEndPoint subscriber, byte[] message)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(subscriber);
        await socket.SendAsync(message);
        socket.Shutdown(SocketShutdown.Both);
    }
}
#endregion
