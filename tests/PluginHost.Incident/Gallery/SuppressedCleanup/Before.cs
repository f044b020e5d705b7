using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.SuppressedCleanup.Before;

#region shown
internal sealed class Coordinator(TcpClient projector)
{
    public async Task DisconnectAsync()
    {
        try
        {
            await projector.GetStream().WriteAsync("goodbye\n"u8.ToArray());
            projector.Dispose();
        }
        catch (IOException) // PH0003
        {
        }
    }
}
#endregion
