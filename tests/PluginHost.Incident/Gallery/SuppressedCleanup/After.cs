using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace PluginHost.Incident.Gallery.SuppressedCleanup.After;

#region shown
internal sealed class Coordinator(TcpClient projector, ILogger log)
{
    public async Task DisconnectAsync()
    {
        try
        {
            await projector.GetStream().WriteAsync("goodbye\n"u8.ToArray());
        }
        catch (IOException error)
        {
            log.LogDebug(error, "The projector took no goodbye.");
        }
        finally
        {
            projector.Dispose();
        }
    }
}
#endregion
