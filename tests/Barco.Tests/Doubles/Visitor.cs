using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>Somebody else who controls the projector, over a connection of their own.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<Visitor> ComeAsync(int port)
    {
        var visitor = new Visitor();
        await visitor._client.ConnectAsync(IPAddress.Loopback, port);
        return visitor;
    }

    /// <summary>Sends a request and waits for its answer's first bytes.</summary>
    public async Task<string> AskAsync(string request)
    {
        var stream = _client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }

    public Task SetAsync(string property, string value) => AskAsync(
        "{\"jsonrpc\":\"2.0\",\"method\":\"property.set\",\"params\":{\"property\":\"" + property + "\",\"value\":" + value + "},\"id\":1}");

    public Task CallAsync(string method) => AskAsync("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"id\":1}");

    public void Dispose() => _client.Dispose();
}
