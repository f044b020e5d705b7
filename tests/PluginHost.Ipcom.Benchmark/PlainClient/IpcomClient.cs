using System.Net.Sockets;
using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Benchmark.PlainClient;

/// <summary>The least that reads a controller's outputs: a socket and the protocol, without host, supervision or any fault in mind.</summary>
internal sealed class IpcomClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _message = new byte[SessionCipher.LongestMessage];
    private SessionCipher _cipher = SessionCipher.WithoutKey;

    /// <summary>Connects and logs in.</summary>
    public static async Task<IpcomClient> OpenAsync(ControllerAddress controller)
    {
        var client = new IpcomClient();
        await client._socket.ConnectAsync(controller.Host, controller.Port);
        LoginRequest.Write(controller.User, controller.Password, 1, client._message);
        await client.SendAsync(LoginRequest.Length);
        var answer = await client.ReceiveAsync(LoginAnswer.Length);
        client._cipher = SessionCipher.WithKey(LoginAnswer.KeyOf(answer.Span));
        return client;
    }

    /// <summary>Asks for all outputs.</summary>
    public async Task<ReadOnlyMemory<byte>> PollAsync()
    {
        ShortMessages.Poll.CopyTo(_message);
        await SendAsync(ShortMessages.Length);
        return await ReceiveAsync(Snapshot.Length);
    }

    /// <summary>Says goodbye.</summary>
    public Task CloseAsync()
    {
        ShortMessages.Disconnect.CopyTo(_message);
        return SendAsync(ShortMessages.Length);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(int length)
    {
        _cipher.Encipher(_message.AsSpan(0, length), _message);
        await _socket.SendAsync(_message.AsMemory(0, length));
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(int length)
    {
        for (var received = 0; received < length;)
        {
            var more = await _socket.ReceiveAsync(_message.AsMemory(received, length - received));
            received += more > 0 ? more : throw new InvalidOperationException("The controller closed the connection.");
        }

        _cipher.Decipher(_message.AsSpan(0, length), _message);
        return _message.AsMemory(0, length);
    }
}
