using System.Globalization;
using System.Text;

namespace PluginHost;

internal delegate T SettingParser<out T>(SettingNode node, ICollection<SettingError> errors);

/// <summary>Reads one node as one type. The message of a mistake never repeats the text: it may be a secret.</summary>
internal static class SettingParsers
{
    public static string Text(SettingNode node, ICollection<SettingError> errors) =>
        node.Kind != SettingNodeKind.Scalar ? throw new SettingException(node, "expected a text")
        : node.IsNothing ? ""
        : node.Text;

    public static string NonEmptyText(SettingNode node, ICollection<SettingError> errors) =>
        Text(node, errors) is { Length: > 0 } text ? text : throw new SettingException(node, "must not be empty");

    public static bool Flag(SettingNode node, ICollection<SettingError> errors) => Plain(node) switch
    {
        "true" => true,
        "false" => false,
        _ => throw new SettingException(node, "expected true or false"),
    };

    public static SettingParser<int> Integer(int min, int max) => (node, _) =>
        int.TryParse(Plain(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= min && value <= max
            ? value
            : throw new SettingException(node, string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {min} to {max}"));

    public static SettingParser<double> Number(double min, double max) => (node, _) =>
        double.TryParse(Plain(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value >= min && value <= max
            ? value
            : throw new SettingException(node, string.Create(CultureInfo.InvariantCulture, $"expected a number from {min} to {max}"));

    public static SettingParser<TimeSpan> Duration(TimeSpan min, TimeSpan max) => (node, _) =>
        SettingDuration.TryParse(node.Text, out var value) && value >= min && value <= max
            ? value
            : throw new SettingException(
                node,
                $"expected a duration from {SettingDuration.Format(min)} to {SettingDuration.Format(max)}, such as 350ms, 5s or 2m");

    public static T Choice<T>(SettingNode node, ICollection<SettingError> errors)
        where T : struct, Enum
    {
        var names = Names<T>();
        var index = Array.IndexOf(names, node.Text);
        return index >= 0
            ? Enum.GetValues<T>()[index]
            : throw new SettingException(node, $"expected one of {string.Join(", ", names)}{Suggestion.For(node.Text, names)}");
    }

    public static SettingParser<ISettings> Group(IReadOnlyList<Setting> members) =>
        (node, errors) => SettingValues.Read(members, node, errors);

    public static SettingParser<IReadOnlyList<SettingEntry>> Map(string name, IReadOnlyList<Setting> members) => (node, errors) =>
    {
        if (node.Kind != SettingNodeKind.Map)
        {
            return node.IsNothing ? [] : throw new SettingException(node, "expected a map");
        }

        var entries = new List<SettingEntry>();
        var keys = new HashSet<string>();
        foreach (var (key, value) in node.Entries)
        {
            var mistakes = new List<SettingError>();
            if (keys.Add(key.Text))
            {
                entries.Add(new SettingEntry(key, SettingValues.Read(members, value, mistakes), value));
            }
            else
            {
                mistakes.Add(SettingError.At(key, "is given twice"));
            }

            foreach (var mistake in mistakes)
            {
                errors.Add(mistake with { Message = $"{name}: {key.Text}: {mistake.Message}" });
            }
        }

        return [.. entries];
    };

    /// <summary>Reads what the host has found in the file. The path is not repeated: it may hold a secret.</summary>
    public static SettingParser<ISettings> File(IReadOnlyList<Setting> members) => (node, errors) => node switch
    {
        { Content: { } content } => SettingValues.Read(members, content, errors),
        { IsNothing: true } => SettingValues.Read(members, node, errors),
        { Kind: SettingNodeKind.Scalar, Text.Length: > 0 } =>
            throw new SettingException(node, "the file it names was not read; only settings of a configuration file can name one"),
        _ => throw new SettingException(node, "expected the path of a file"),
    };

    public static SettingNode Tree(SettingNode node, ICollection<SettingError> errors) => node switch
    {
        { Kind: SettingNodeKind.Map } => node,
        { IsNothing: true } => SettingNode.Map([], node.Line, node.Column),
        _ => throw new SettingException(node, "expected a map"),
    };

    public static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(Kebab)];

    private static string Plain(SettingNode node) =>
        node.Kind == SettingNodeKind.Scalar && !node.IsQuoted ? node.Text : "";

    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
