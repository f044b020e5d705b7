using System.Net;
using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.ShutdownWithoutClose.Before;

#region shown
internal static class Notification
{
    public static async Task SendAsync(IPEndPoint subscriber, byte[] message)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(subscriber);
        await socket.SendAsync(message);
        socket.Shutdown(SocketShutdown.Both); // PH0006
    }
}
#endregion
