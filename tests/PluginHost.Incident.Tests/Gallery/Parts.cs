using System.Net.Sockets;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>What a peer does with a connection before it closes it.</summary>
internal static class Parts
{
    public static Task CloseAtOnceAsync(Socket socket, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Reads until the client has nothing more to say.</summary>
    public static async Task HearOutAsync(Socket socket, CancellationToken stop)
    {
        var heard = new byte[256];
        while (await socket.ReceiveAsync(heard, stop) > 0)
        {
        }
    }

    /// <summary>Waits for a first word, and answers by a reset.</summary>
    public static async Task ResetAsync(Socket socket, CancellationToken stop)
    {
        await socket.ReceiveAsync(new byte[256], stop);
        socket.LingerState = new LingerOption(true, 0);
    }

    public static Func<Socket, CancellationToken, Task> Answer(string answer) => async (socket, stop) =>
    {
        await socket.ReceiveAsync(new byte[256], stop);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), stop);
    };
}
