using System.Net.Sockets;
using System.Text;

namespace PluginHost.Incident.Gallery.FailedLogin.After;

#region shown
internal static class Projector
{
    public static async Task<TcpClient> OpenAsync(string host, int port, string pin)
    {
        var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(host, port);
            await LoginAsync(tcp.GetStream(), pin);
            return tcp;
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    private static async Task LoginAsync(NetworkStream stream, string pin)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"authenticate {pin}\n"));
        var answer = new byte[64];
        var count = await stream.ReadAsync(answer);
        if (!answer.AsSpan(0, count).StartsWith("true"u8))
        {
            throw new UnauthorizedAccessException("The projector refused the PIN.");
        }
    }
}
#endregion
