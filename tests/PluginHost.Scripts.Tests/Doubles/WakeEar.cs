using System.Net;
using System.Net.Sockets;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>The network card of a sleeping device: hears magic packets for its own address only.</summary>
internal sealed class WakeEar : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly byte[] _address;
    private readonly Task _listening;
    private int _heard;

    public WakeEar(string mac, Action woken)
    {
        _address = Convert.FromHexString(mac.Replace(":", "").Replace("-", ""));
        _listening = Task.Run(() => ListenAsync(woken));
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public int Heard => Volatile.Read(ref _heard);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _listening;
    }

    private async Task ListenAsync(Action woken)
    {
        byte[] expected = [.. Enumerable.Repeat((byte)0xFF, 6), .. Enumerable.Repeat(_address, 16).SelectMany(part => part)];
        try
        {
            while (true)
            {
                var packet = await _socket.ReceiveAsync();
                if (packet.Buffer.SequenceEqual(expected))
                {
                    Interlocked.Increment(ref _heard);
                    woken();
                }
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            _socket.Dispose();
        }
    }
}
