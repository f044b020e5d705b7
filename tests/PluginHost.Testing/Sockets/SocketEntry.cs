using System.Net;
using System.Net.NetworkInformation;

namespace PluginHost.Testing;

/// <summary>One TCP socket as the kernel lists it.</summary>
/// <param name="Local">Its own end point.</param>
/// <param name="Remote">The peer's end point; port 0 where it listens.</param>
/// <param name="State">Its TCP state.</param>
/// <param name="Inode">The number that links it to a descriptor; 0 where no process holds it any more (TIME_WAIT and its like).</param>
public sealed record SocketEntry(IPEndPoint Local, IPEndPoint Remote, TcpState State, long Inode)
{
    /// <summary>One line: both ends and the state.</summary>
    public override string ToString() => $"{Local} -> {Remote} {State}";
}
