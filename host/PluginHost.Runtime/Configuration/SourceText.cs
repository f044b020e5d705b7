using System.Text;

namespace PluginHost.Runtime.Configuration;

/// <summary>Turns the bytes of the configuration into text, with a place for what is none.</summary>
internal static class SourceText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Decode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException mistake)
        {
            Place(Encoding.UTF8.GetString(bytes[..Math.Clamp(mistake.Index, 0, bytes.Length)]), out var line, out var column);
            errors.Add(line, column, "this is not UTF-8 text; save the file as UTF-8");
            return null;
        }

        // The YAML scanner takes a NUL for the end of the file and would silently drop the rest.
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\r' or '\n' or '\u0085'))
            {
                Place(text[..i], out var line, out var column);
                errors.Add(line, column, $"the control character U+{(int)text[i]:X4} is not allowed");
                return null;
            }
        }

        return text;
    }

    private static void Place(string before, out int line, out int column)
    {
        line = before.Count(c => c == '\n') + 1;
        column = before.Length - before.LastIndexOf('\n');
    }
}
