using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Transports;

/// <summary>Opens a TCP socket to the first of several addresses that answers, with keep-alive on.</summary>
internal static class SocketConnector
{
    public static async Task<Socket> ConnectAsync(
        IReadOnlyList<IPAddress> addresses, string host, int port, StreamOptions options, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                Prepare(socket, options);
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw StreamErrors.ToEnding(last ?? new SocketException((int)SocketError.HostNotFound), $"Connecting to {host}:{port} failed");
    }

    /// <summary>What every stream has, connected or accepted: keep-alive, and small writes that leave at once.</summary>
    public static void Prepare(Socket socket, StreamOptions options)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(options.KeepAliveTime));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(options.KeepAliveInterval));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, options.KeepAliveProbes);
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);
}
