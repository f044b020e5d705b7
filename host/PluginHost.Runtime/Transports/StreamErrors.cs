using System.Net.Sockets;
using System.Security.Authentication;

namespace PluginHost.Runtime.Transports;

/// <summary>Puts what the network throws into the contract's words.</summary>
internal static class StreamErrors
{
    public static bool IsExpected(Exception error) =>
        error is IOException or SocketException or ObjectDisposedException or AuthenticationException or InvalidOperationException;

    /// <summary>Whether a socket says that there is no connection any more, which whoever is closing it wanted anyway.</summary>
    public static bool IsGone(Exception error) =>
        error is ObjectDisposedException
            or SocketException { SocketErrorCode: SocketError.NotConnected or SocketError.ConnectionReset or SocketError.Shutdown or SocketError.InvalidArgument };

    public static ConnectionEndedException ToEnding(Exception error, string what) => error switch
    {
        ConnectionEndedException ending => ending,
        AuthenticationException => ConnectionEndedException.ProtocolBroken($"{what}: {error.Message}", error),
        _ => ConnectionEndedException.Lost($"{what}: {Describe(error)}", error),
    };

    public static string Describe(Exception error) => Find(error) switch
    {
        { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        { SocketErrorCode: SocketError.ConnectionReset } => "connection reset by the peer",
        { SocketErrorCode: SocketError.TimedOut } => "the peer does not answer any more",
        { SocketErrorCode: SocketError.HostUnreachable } => "no route to the host",
        { SocketErrorCode: SocketError.NetworkUnreachable } => "the network is unreachable",
        { SocketErrorCode: SocketError.AddressAlreadyInUse } => "the address is already in use",
        { SocketErrorCode: SocketError.TooManyOpenSockets } => "too many open files",
        { } other => other.Message,
        null => error.Message,
    };

    private static SocketException? Find(Exception? error)
    {
        while (error is not null and not SocketException)
        {
            error = error.InnerException;
        }

        return (SocketException?)error;
    }
}
