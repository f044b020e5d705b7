using System.Net.NetworkInformation;

namespace PluginHost.Testing;

/// <summary>TCP sockets at one moment, narrowed down by side and counted by state.</summary>
/// <param name="Sockets">The sockets.</param>
public sealed record SocketSnapshot(IReadOnlyList<SocketEntry> Sockets)
{
    /// <summary>How many are established.</summary>
    public int Established => Count(TcpState.Established);

    /// <summary>How many have seen the peer's FIN and were not closed since: what a leak looks like.</summary>
    public int CloseWait => Count(TcpState.CloseWait);

    /// <summary>How many listen.</summary>
    public int Listening => Count(TcpState.Listen);

    /// <summary>How many are in <paramref name="state"/>.</summary>
    public int Count(TcpState state) => Sockets.Count(socket => socket.State == state);

    /// <summary>The sockets that were connected to <paramref name="port"/>: a client's side.</summary>
    public SocketSnapshot ClientSide(int port) => new([.. Sockets.Where(socket => socket.Remote.Port == port)]);

    /// <summary>The sockets accepted on <paramref name="port"/>: a server's side, without its listener.</summary>
    public SocketSnapshot ServerSide(int port)
        => new([.. Sockets.Where(socket => socket.Local.Port == port && socket.State != TcpState.Listen)]);

    /// <summary>One line for each socket.</summary>
    public override string ToString()
        => Sockets.Count == 0 ? "no socket" : string.Join(Environment.NewLine, Sockets);
}
