using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PluginHost.Incident.Gallery.EarlyReturn.After;

#region shown
internal static class Subscription
{
    public static async Task<bool> RenewAsync(IPEndPoint camera, byte[] request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(camera);
        }
        catch (SocketException)
        {
            return false;
        }

        if (await socket.SendAsync(request) < request.Length)
        {
            return false;
        }

        var answer = new byte[1024];
        var count = await socket.ReceiveAsync(answer);
        return Encoding.ASCII.GetString(answer, 0, count).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
    }
}
#endregion
