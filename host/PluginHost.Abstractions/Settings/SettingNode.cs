namespace PluginHost;

/// <summary>A value as it stands in the configuration, with its place, so that an error can name the line.</summary>
/// <remarks>A tree of texts, lists and maps. Placeholders such as <c>${env:NAME}</c> are already resolved.</remarks>
/// <example>
/// <code>
/// foreach (var (key, module) in settings.Get(Modules).Entries)
/// {
///     if (!byte.TryParse(module.Text, out _)) { throw new SettingException(module, $"module '{key.Text}' must be 0 to 255"); }
/// }
/// </code>
/// </example>
public sealed class SettingNode
{
    private SettingNode(SettingNodeKind kind, string text, bool quoted, int line, int column)
    {
        Kind = kind;
        Text = text;
        IsQuoted = quoted;
        Line = line;
        Column = column;
    }

    /// <summary>Which of the three it is.</summary>
    public SettingNodeKind Kind { get; }

    /// <summary>The text of a <see cref="SettingNodeKind.Scalar"/>; empty for lists and maps.</summary>
    public string Text { get; }

    /// <summary>Whether the text stood in quotes and therefore is no number, boolean or null.</summary>
    public bool IsQuoted { get; }

    /// <summary>Its line, from 1; 0 when it comes from no file.</summary>
    public int Line { get; }

    /// <summary>Its column, from 1; 0 when it comes from no file.</summary>
    public int Column { get; }

    /// <summary>The file it stands in, as the user named it; <see langword="null"/> for the configuration file itself.</summary>
    /// <example><code>var place = $"{node.File ?? configuration}:{node.Line}:{node.Column}";</code></example>
    public string? File { get; private init; }

    /// <summary>
    /// For the value of a <see cref="Setting.File"/>, what stands in the file it names; <see langword="null"/> for any other
    /// value and for a file that was not read.
    /// </summary>
    /// <example><code>var lights = settings.Find(DevicesFile)?.Content?.Find("lights");</code></example>
    public SettingNode? Content { get; private init; }

    /// <summary>The values of a <see cref="SettingNodeKind.List"/>, in order; empty otherwise.</summary>
    public IReadOnlyList<SettingNode> Items { get; private init; } = [];

    /// <summary>The keys and values of a <see cref="SettingNodeKind.Map"/>, in order; empty otherwise.</summary>
    public IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> Entries { get; private init; } = [];

    /// <summary>Whether it stands for "no value": an empty text or <c>null</c> or <c>~</c>, without quotes.</summary>
    public bool IsNothing => Kind == SettingNodeKind.Scalar && !IsQuoted && Text is "" or "~" or "null";

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quoted">Whether it stood in quotes.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    /// <returns>The node.</returns>
    public static SettingNode Scalar(string text, bool quoted = false, int line = 0, int column = 0) =>
        new(SettingNodeKind.Scalar, text, quoted, line, column);

    /// <summary>A list.</summary>
    /// <param name="items">Its values.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    /// <returns>The node.</returns>
    public static SettingNode List(IReadOnlyList<SettingNode> items, int line = 0, int column = 0) =>
        new(SettingNodeKind.List, "", false, line, column) { Items = [.. items] };

    /// <summary>A map.</summary>
    /// <param name="entries">Its keys and values, in order.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    /// <returns>The node.</returns>
    public static SettingNode Map(IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> entries, int line = 0, int column = 0) =>
        new(SettingNodeKind.Map, "", false, line, column) { Entries = [.. entries] };

    /// <summary>A map of texts that comes from no file, as tests and discovery use it.</summary>
    /// <param name="values">Its keys and values.</param>
    /// <returns>The node.</returns>
    public static SettingNode Map(IEnumerable<KeyValuePair<string, string>> values) =>
        Map([.. values.Select(v => KeyValuePair.Create(Scalar(v.Key), Scalar(v.Value)))]);

    /// <summary>A map that comes from no file, as virtual devices and tests write it.</summary>
    /// <param name="entries">Its keys and values, in order.</param>
    /// <returns>The node.</returns>
    /// <example>
    /// <code>
    /// context.Ready(SettingNode.Of(
    ///     ("host", SettingNode.Scalar("127.0.0.1")),
    ///     ("lights", SettingNode.Of(
    ///         ("hallway", SettingNode.Of(("module", SettingNode.Scalar("1")), ("output", SettingNode.Scalar("2"))))))));
    /// </code>
    /// </example>
    public static SettingNode Of(params IReadOnlyList<(string Key, SettingNode Value)> entries) =>
        Map([.. entries.Select(entry => KeyValuePair.Create(Scalar(entry.Key), entry.Value))]);

    /// <summary>The same tree, said to stand in another file than the configuration.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <returns>The tree; <see cref="Content"/> stays what it is.</returns>
    /// <example><code>var lights = tree.In("lights.yaml");</code></example>
    public SettingNode In(string file) => new(Kind, Text, IsQuoted, Line, Column)
    {
        File = file,
        Content = Content,
        Items = [.. Items.Select(item => item.In(file))],
        Entries = [.. Entries.Select(entry => KeyValuePair.Create(entry.Key.In(file), entry.Value.In(file)))],
    };

    /// <summary>The same path, with what stands in the file it names. The host does this; a test can do it for a driver's settings.</summary>
    /// <param name="content">The top level of the file.</param>
    /// <returns>The value of a <see cref="Setting.File"/>.</returns>
    /// <example>
    /// <code>
    /// var path = SettingNode.Scalar("lights.yaml").WithContent(SettingNode.Of(("lights", SettingNode.Of(("hallway", hallway)))));
    /// </code>
    /// </example>
    public SettingNode WithContent(SettingNode content) => new(Kind, Text, IsQuoted, Line, Column) { File = File, Content = content, Items = Items, Entries = Entries };

    /// <summary>The value under a key of a map.</summary>
    /// <param name="key">The key, compared by letter.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public SettingNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
