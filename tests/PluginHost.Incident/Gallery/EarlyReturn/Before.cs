using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PluginHost.Incident.Gallery.EarlyReturn.Before;

#region shown
internal static class Subscription
{
    public static async Task<bool> RenewAsync(IPEndPoint camera, byte[] request)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // PH0007
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
        if (!Encoding.ASCII.GetString(answer, 0, count).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            return false;
        }

        socket.Close();
        return true;
    }
}
#endregion
