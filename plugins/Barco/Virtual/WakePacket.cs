using System.Net.NetworkInformation;

namespace PluginHost.Barco.Virtual;

/// <summary>The wake-on-LAN packet: six bytes FF, then the hardware address sixteen times, anywhere in a datagram.</summary>
internal static class WakePacket
{
    private const int Repetitions = 16;

    public static bool IsFor(ReadOnlySpan<byte> datagram, string hardwareAddress)
    {
        var address = PhysicalAddress.Parse(hardwareAddress).GetAddressBytes();
        var packet = new byte[6 + (Repetitions * address.Length)];
        packet.AsSpan(0, 6).Fill(0xFF);
        for (var i = 0; i < Repetitions; i++)
        {
            address.CopyTo(packet, 6 + (i * address.Length));
        }

        return datagram.IndexOf(packet) >= 0;
    }
}
