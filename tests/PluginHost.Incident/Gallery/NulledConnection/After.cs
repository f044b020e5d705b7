using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.NulledConnection.After;

#region shown
internal sealed class ProjectorClient(string host, int port) : IDisposable
{
    private TcpClient? _tcp;

    public async Task<NetworkStream> ConnectedAsync()
    {
        if (_tcp is not null && IsStale(_tcp))
        {
            _tcp.Dispose();
            _tcp = null;
        }

        if (_tcp is null)
        {
            _tcp = new TcpClient();
            await _tcp.ConnectAsync(host, port);
        }

        return _tcp.GetStream();
    }

    // Readable, and nothing to read: the projector has closed its side.
    private static bool IsStale(TcpClient tcp) => tcp.Client.Poll(0, SelectMode.SelectRead) && tcp.Available == 0;

    public void Dispose() => _tcp?.Dispose();
}
#endregion
