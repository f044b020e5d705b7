using System.Net.Sockets;
using System.Text;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>A client as a fake device sees it.</summary>
internal sealed class FakeConnection(Socket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>What the last request ended with; answers mirror it.</summary>
    public string LineEnd { get; set; } = "\r\n";

    /// <summary>Whether it has said who it is.</summary>
    public bool IsIdentified { get; set; }

    /// <summary>How many bytes leave in one piece; 0 for all of them.</summary>
    public int PieceSize { get; set; }

    /// <summary>Waits for bytes; 0 once the client is gone.</summary>
    public async Task<int> ReadAsync(byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, stop);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends; what a client that is gone does not hear is lost.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        await _sending.WaitAsync();
        try
        {
            var size = PieceSize > 0 ? PieceSize : bytes.Length;
            for (var at = 0; at < bytes.Length; at += size)
            {
                await socket.SendAsync(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            IsIdentified = false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends it with a FIN after what was sent, or with a reset.</summary>
    public void Close(bool reset = false)
    {
        try
        {
            socket.LingerState = new LingerOption(reset, 0);
            if (!reset)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            IsIdentified = false;
        }

        socket.Dispose();
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }
}
