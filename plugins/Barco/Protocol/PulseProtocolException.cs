using System.Globalization;
using System.Text;

namespace PluginHost.Barco.Protocol;

/// <summary>The peer sent what is no Pulse message. A client closes the connection.</summary>
internal sealed class PulseProtocolException : Exception
{
    private const int ExcerptBytes = 80;

    public PulseProtocolException(
        PulseProtocolFault fault, string what, ReadOnlySpan<byte> bytes, Exception? innerException = null)
        : this(fault, what, Printable(bytes), innerException)
    {
    }

    private PulseProtocolException(PulseProtocolFault fault, string what, string excerpt, Exception? innerException)
        : base($"{what}: {excerpt}", innerException) => (Fault, Excerpt) = (fault, excerpt);

    public PulseProtocolFault Fault { get; }

    /// <summary>The beginning of what was received, printable ASCII with the rest as <c>\xNN</c>.</summary>
    public string Excerpt { get; }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes[..Math.Min(bytes.Length, ExcerptBytes)])
        {
            if (value is >= 0x20 and < 0x7F)
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
        }

        return bytes.Length > ExcerptBytes ? text.Append("...").ToString() : text.ToString();
    }
}
