using System.Globalization;
using System.Net;

namespace PluginHost.Runtime.Ledger;

/// <summary>Reads the address that the framework's socket events carry: <c>InterNetwork:16:{35,130,127,0,0,1,…}</c>.</summary>
internal static class SocketAddressText
{
    private const int Port = 0;
    private const int V4 = 2;
    private const int V6 = 6;

    public static string ToEndPoint(string? text)
    {
        if (text is null || text.IndexOf('{', StringComparison.Ordinal) is var start && start < 0)
        {
            return text ?? "unknown";
        }

        var bytes = new List<byte>();
        foreach (var part in text[(start + 1)..].TrimEnd('}').Split(','))
        {
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return text;
            }

            bytes.Add(value);
        }

        var (from, length) = text.StartsWith("InterNetworkV6", StringComparison.Ordinal) ? (V6, 16) : (V4, 4);
        if (bytes.Count < from + length)
        {
            return text;
        }

        var address = new IPAddress([.. bytes.Skip(from).Take(length)]);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, (bytes[Port] << 8) | bytes[Port + 1]).ToString();
    }
}
