using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace PluginHost.Testing;

/// <summary>Reads the lines of /proc/net/tcp and /proc/net/tcp6 (proc(5)).</summary>
internal static class TcpTable
{
    private const int LocalField = 1;
    private const int RemoteField = 2;
    private const int StateField = 3;
    private const int InodeField = 9;

    // The kernel's order of states (include/net/tcp_states.h), which starts at 1.
    private static readonly TcpState[] States =
    [
        TcpState.Unknown, TcpState.Established, TcpState.SynSent, TcpState.SynReceived, TcpState.FinWait1,
        TcpState.FinWait2, TcpState.TimeWait, TcpState.Closed, TcpState.CloseWait, TcpState.LastAck,
        TcpState.Listen, TcpState.Closing, TcpState.SynReceived,
    ];

    /// <exception cref="FormatException">The line is not one of that table.</exception>
    public static SocketEntry ParseLine(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= InodeField
            || !int.TryParse(fields[StateField], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int state)
            || !long.TryParse(fields[InodeField], NumberStyles.None, CultureInfo.InvariantCulture, out long inode))
        {
            throw new FormatException($"Not a line of the kernel's TCP table: '{line}'");
        }

        return new SocketEntry(
            ParseEndPoint(fields[LocalField]),
            ParseEndPoint(fields[RemoteField]),
            state > 0 && state < States.Length ? States[state] : TcpState.Unknown,
            inode);
    }

    private static IPEndPoint ParseEndPoint(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32)
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort port))
        {
            throw new FormatException($"Not an address of the kernel's TCP table: '{text}'");
        }

        // The kernel prints each 32-bit word of the address as a number of this machine's byte order.
        byte[] address = new byte[colon / 2];
        for (int word = 0; word < address.Length; word += sizeof(uint))
        {
            uint value = uint.Parse(text.AsSpan(word * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            BitConverter.TryWriteBytes(address.AsSpan(word), value);
        }

        var parsed = new IPAddress(address);
        return new IPEndPoint(parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed, port);
    }
}
