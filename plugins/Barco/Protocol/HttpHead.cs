using System.Buffers;
using System.Text;

namespace PluginHost.Barco.Protocol;

/// <summary>The HTTP header that may stand before a request.</summary>
internal static class HttpHead
{
    public static void Write(IBufferWriter<byte> output, string authority, int contentLength) =>
        Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\nContent-Length: {contentLength}\r\n\r\n",
            output);

    /// <summary>Tells whether the bytes skipped before a message are the header of an HTTP request.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> prefix)
    {
        var head = prefix.TrimStart(" \t\r\n"u8);
        var lineEnd = head.IndexOf((byte)'\n');
        return lineEnd > 0 && head.StartsWith("POST "u8) && head[..lineEnd].IndexOf(" HTTP/1."u8) > 0;
    }
}
