using System.Text.RegularExpressions;

namespace PluginHost.Server.Cli;

/// <summary>Writes an entry of <c>devices:</c>, ready to be pasted into the configuration.</summary>
internal static partial class DeviceEntryText
{
    public static IEnumerable<string> Lines(string id, string driver, SettingNode settings) =>
    [
        $"  - id: {id}",
        $"    driver: {driver}",
        .. settings.Entries.Count > 0 ? Value("    settings:", "      ", settings) : [],
    ];

    private static IEnumerable<string> Value(string before, string indent, SettingNode value) => value switch
    {
        { Items.Count: > 0 } => value.Items.SelectMany(item => Value($"{indent}-", $"{indent}  ", item)).Prepend(before),
        { Entries.Count: > 0 } => value.Entries
            .SelectMany(entry => Value($"{indent}{Scalar(entry.Key.Text, entry.Key.IsQuoted)}:", $"{indent}  ", entry.Value)).Prepend(before),
        { Kind: SettingNodeKind.Scalar } => [$"{before} {Scalar(value.Text, value.IsQuoted)}"],
        _ => [value.Kind == SettingNodeKind.List ? $"{before} []" : $"{before} {{}}"],
    };

    /// <summary>An id made of what people call a device.</summary>
    public static string IdOf(string name)
    {
        var id = NotInIds().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return id.Length > 0 ? id : "device";
    }

    /// <summary>A number must stand without quotes, anything that YAML could take for something else with them.</summary>
    private static string Scalar(string value, bool isText) => value switch
    {
        _ when value.Any(char.IsControl) => $"\"{Escape(value)}\"",
        _ when !isText && Plain().IsMatch(value) && value is not ("null" or "~") => value,
        _ => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
    };

    private static string Escape(string value) => string.Concat(value.Select(c =>
        char.IsControl(c) ? $"\\u{(int)c:x4}" : c is '"' or '\\' ? $"\\{c}" : c.ToString()));

    [GeneratedRegex(@"^[A-Za-z0-9/.]([A-Za-z0-9_./ -]*[A-Za-z0-9_./-])?$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInIds();
}
