using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Transports.Datagrams;

/// <summary>The wake-on-LAN packet: six times FF, then sixteen times the sleeper's hardware address.</summary>
internal static partial class MagicPacket
{
    private const int DiscardPort = 9;
    private const int AddressLength = 6;
    private const int Repetitions = 16;

    /// <param name="mac">Twelve hexadecimal digits, bare or in pairs with colons or hyphens between them.</param>
    /// <exception cref="FormatException">It is no hardware address.</exception>
    public static byte[] For(string mac)
    {
        if (!PhysicalAddress.TryParse(mac, out var address) || address.GetAddressBytes() is not { Length: AddressLength } bytes)
        {
            throw new FormatException($"'{mac}' is no hardware address such as 00:04:A5:12:34:56.");
        }

        var packet = new byte[AddressLength * (1 + Repetitions)];
        packet.AsSpan(0, AddressLength).Fill(0xFF);
        for (var at = AddressLength; at < packet.Length; at += AddressLength)
        {
            bytes.CopyTo(packet, at);
        }

        return packet;
    }

    /// <summary>Everybody in each network, and whoever hears the general broadcast.</summary>
    public static IReadOnlyList<IPEndPoint> Targets(IReadOnlyList<LocalInterface> interfaces) =>
        [.. LocalInterface.ForBroadcast(interfaces).Append(IPAddress.Broadcast).Select(address => new IPEndPoint(address, DiscardPort))];

    /// <exception cref="ConnectionEndedException">The packet could be sent nowhere.</exception>
    public static async Task SendAsync(
        ReadOnlyMemory<byte> packet, IReadOnlyList<IPEndPoint> targets, ILogger log, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
        SocketException? last = null;
        var sent = 0;
        foreach (var target in targets)
        {
            try
            {
                await socket.SendToAsync(packet, SocketFlags.None, target, cancellationToken).ConfigureAwait(false);
                sent++;
            }
            catch (SocketException error)
            {
                // A network without a way out must not keep the packet from the others.
                Log.NotSent(log, target, error);
                last = error;
            }
        }

        if (sent == 0)
        {
            throw ConnectionEndedException.Lost(
                $"The wake-up packet could not be sent on any network: {(last is null ? "there is none" : StreamErrors.Describe(last))}.", last);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A wake-up packet could not be sent to {Target}")]
        public static partial void NotSent(ILogger log, IPEndPoint target, Exception error);
    }
}
