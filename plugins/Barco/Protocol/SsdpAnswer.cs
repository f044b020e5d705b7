using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PluginHost.Barco.Protocol;

/// <summary>One projector's answer to <see cref="SsdpSearch"/>.</summary>
/// <param name="Location">Where its description lies.</param>
/// <param name="Usn">Its unique service name; the same in every answer of one device.</param>
/// <param name="Server">Its system and UPnP versions; empty where it says nothing.</param>
internal sealed record SsdpAnswer(Uri Location, string Usn, string Server)
{
    /// <summary>The address or name in <see cref="Location"/>; an IPv6 address has no brackets.</summary>
    public string Host => Location.IdnHost;

    /// <returns>False where the datagram is no answer to our search, or lacks location or name.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out SsdpAnswer? answer)
    {
        answer = null;
        // ASCII, for a host name beyond it can make the address class throw when it is asked for the host.
        var lines = Encoding.ASCII.GetString(datagram).Split('\n', StringSplitOptions.TrimEntries);
        var status = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (status is not ["HTTP/1.1" or "HTTP/1.0", "200", ..])
        {
            return false;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1).TakeWhile(line => line.Length > 0))
        {
            if (line.IndexOf(':') is > 0 and var colon)
            {
                headers.TryAdd(line[..colon].TrimEnd(), line[(colon + 1)..].TrimStart());
            }
        }

        if (!string.Equals(headers.GetValueOrDefault("ST"), SsdpSearch.Target, StringComparison.OrdinalIgnoreCase)
            || !headers.TryGetValue("USN", out var usn)
            || !Uri.TryCreate(headers.GetValueOrDefault("LOCATION"), UriKind.Absolute, out var location)
            || location.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6 or UriHostNameType.Dns))
        {
            return false;
        }

        answer = new SsdpAnswer(location, usn, headers.GetValueOrDefault("SERVER", ""));
        return true;
    }
}
