using System.Text;
using System.Text.Unicode;

namespace PluginHost.Dahua.Protocol;

/// <summary>Text of devices, of which older ones write the code page of their country.</summary>
internal static class Utf8Text
{
    /// <summary>A copy that is UTF-8 in any case: what was not is replaced.</summary>
    public static byte[] Mended(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
}
