using System.Net;

namespace PluginHost;

/// <summary>An open UDP socket, lent by the host.</summary>
/// <example>
/// <code>
/// await using var udp = context.Transports.OpenDatagrams(new DatagramOptions { Broadcast = true });
/// await udp.SendAsync(search, new IPEndPoint(IPAddress.Broadcast, 1900), deadline.Token);
/// </code>
/// </example>
public interface IDatagramTransport : IAsyncDisposable
{
    /// <summary>The number under which the host's ledger knows it.</summary>
    long Id { get; }

    /// <summary>This side's address and port.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Sends one datagram. A multicast or broadcast one leaves on every usable interface.</summary>
    /// <param name="payload">Its bytes, at most 65,507.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is on its way.</returns>
    /// <exception cref="ConnectionEndedException">The network refuses it.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> payload, IPEndPoint remote, CancellationToken cancellationToken);

    /// <summary>Waits for the next datagram.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost by it.</param>
    /// <returns>The datagram.</returns>
    /// <exception cref="ConnectionEndedException">The socket was closed.</exception>
    ValueTask<Datagram> ReceiveAsync(CancellationToken cancellationToken);
}
