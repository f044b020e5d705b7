using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PluginHost.Dahua.Protocol.EventStream;

/// <summary>The lines before a body. Only its length is of use; the others are known so that they are not taken for junk.</summary>
internal static class PartHeader
{
    /// <summary>A body is at least a heartbeat long; a smaller length is wrong.</summary>
    private const int ShortestBody = 9;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Tells whether a line is a header, or the status line of an answer that was written into the stream.</summary>
    public static bool Is(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return (colon > 0 && !line[..colon].ContainsAnyExcept(NameBytes)) || line.StartsWith("HTTP/1."u8);
    }

    /// <summary>Reads a length.</summary>
    /// <returns>False where the line is another one, or no length that a body can have.</returns>
    public static bool TryReadLength(ReadOnlySpan<byte> line, out int length)
    {
        length = 0;
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !Ascii.EqualsIgnoreCase(line[..colon].Trim((byte)' '), "Content-Length"u8))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim(" \t\r"u8);
        return Utf8Parser.TryParse(value, out length, out var read) && read == value.Length && length >= ShortestBody;
    }
}
