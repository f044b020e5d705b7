using System.Collections.Concurrent;
using System.Net.Sockets;

namespace PluginHost.Incident.OldClient;

/// <summary>
/// Sockets that a client opens by itself. They stay reachable, as the event loop of the original kept every transport that
/// was not closed: without that, a finalizer would close some of them at some time.
/// </summary>
internal sealed class OwnSockets(string host, int port) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _opened = [];

    public async Task<OldLine> OpenAsync()
    {
        var tcp = new TcpClient();
        _opened.Add(tcp);
        await tcp.ConnectAsync(host, port);
        return new OldLine(tcp.GetStream(), tcp.GetStream());
    }

    /// <summary>Closes what was left open, at the end of everything.</summary>
    public void Dispose()
    {
        foreach (var tcp in _opened)
        {
            tcp.Dispose();
        }
    }
}
