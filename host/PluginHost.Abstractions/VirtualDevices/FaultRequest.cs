using System.Globalization;

namespace PluginHost;

/// <summary>A fault as somebody asks for it: <c>NAME[=VALUE][@NTH]</c>.</summary>
/// <param name="Name">The fault's name.</param>
/// <param name="Value">What the fault is to do exactly; <see langword="null"/> for its ordinary way.</param>
/// <param name="Nth">At which occasion, from 1; <see langword="null"/> for every one.</param>
public sealed record FaultRequest(string Name, string? Value = null, int? Nth = null)
{
    /// <summary>Reads <c>NAME[=VALUE][@NTH]</c>.</summary>
    /// <param name="text">
    /// The text, such as <c>latency=3500ms</c> or <c>reset@3</c>. The last <c>@</c> is the one before NTH, so a value that
    /// holds one needs NTH behind it.
    /// </param>
    /// <returns>The request.</returns>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static FaultRequest Parse(string text)
    {
        var (rest, at) = (text, text.LastIndexOf('@'));
        int? nth = null;
        if (at >= 0)
        {
            nth = int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new FormatException($"In the fault '{text}' a whole number from 1 must follow '@'.");
            rest = text[..at];
        }

        var equals = rest.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? rest : rest[..equals];
        return name.Length > 0
            ? new FaultRequest(name, equals < 0 ? null : rest[(equals + 1)..], nth)
            : throw new FormatException($"The fault '{text}' has no name; the form is NAME[=VALUE][@NTH].");
    }
}
