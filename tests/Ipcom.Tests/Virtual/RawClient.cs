using System.Net;
using System.Net.Sockets;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>A client over loopback that knows the cipher and nothing else.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public SessionCipher Cipher { get; private set; } = SessionCipher.WithoutKey;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public Task SendAsync(params byte[] wire) => _socket.SendAsync(wire);

    /// <summary>Sends a message in plain, enciphered.</summary>
    public Task SayAsync(ReadOnlySpan<byte> plain)
    {
        var wire = new byte[plain.Length];
        Cipher.Encipher(plain, wire);
        return SendAsync(wire);
    }

    public async Task<byte[]> ReceiveAsync(int length)
    {
        var bytes = new byte[length];
        using var limit = new CancellationTokenSource(Patience);
        for (var at = 0; at < length;)
        {
            var count = await _socket.ReceiveAsync(bytes.AsMemory(at), limit.Token);
            Assert.True(count > 0, $"The controller closed after {at} of {length} bytes.");
            at += count;
        }

        return bytes;
    }

    /// <summary>Receives a message of that length and deciphers it.</summary>
    public async Task<byte[]> HearAsync(int length)
    {
        var bytes = await ReceiveAsync(length);
        Cipher.Decipher(bytes, bytes);
        return bytes;
    }

    public async Task ExpectAsync(byte[] wire) => Assert.Equal(wire, await ReceiveAsync(wire.Length));

    /// <summary>Whatever comes with the next segment; empty at the end.</summary>
    public async Task<byte[]> ReceiveSegmentAsync()
    {
        var bytes = new byte[4096];
        using var limit = new CancellationTokenSource(Patience);
        return bytes[..await _socket.ReceiveAsync(bytes, limit.Token)];
    }

    /// <summary>Expects that the controller closes and sends nothing more.</summary>
    public async Task ExpectEndAsync() => Assert.Empty(await ReceiveSegmentAsync());

    /// <summary>Logs in and takes the session's key.</summary>
    public async Task LogInAsync()
    {
        await SendAsync(IpcomVectors.Get("V01").Wire);
        TakeKey(await HearAsync(LoginAnswer.Length));
    }

    public void TakeKey(ReadOnlySpan<byte> loginAnswer) => Cipher = SessionCipher.WithKey(LoginAnswer.KeyOf(loginAnswer));

    /// <summary>Goes on without a cipher.</summary>
    public void GoClear() => Cipher = SessionCipher.Clear;

    /// <summary>Asks for all outputs.</summary>
    public async Task<byte[]> PollAsync()
    {
        await SayAsync(ShortMessages.Poll);
        return await HearSnapshotAsync();
    }

    public async Task<byte[]> HearSnapshotAsync()
    {
        var answer = await HearAsync(Snapshot.Length);
        Assert.Equal(ShortMessages.Poll.ToArray(), answer[..2]);
        return Snapshot.ValuesOf(answer).ToArray();
    }

    /// <summary>Sends a write and does not wait for its answer.</summary>
    public Task WriteAsync(int module, params ReadOnlySpan<byte> values)
    {
        var message = new byte[OutputWrite.MaxLength];
        var length = OutputWrite.Write(BusAddress.Of(BusKind.Minido, 1), module, values, message);
        return SayAsync(message.AsSpan(0, length));
    }

    /// <summary>Nothing more will come from here.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Reset() => _socket.Close(timeout: 0);

    public void Dispose() => _socket.Dispose();
}
