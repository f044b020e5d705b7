using System.Text.Json;

namespace PluginHost;

/// <summary>
/// A setting that a driver declares once, as a static field. From it come the check of the configuration with line and
/// column, the JSON Schema for editors, and the masking of secrets.
/// </summary>
/// <example>
/// <code>
/// static readonly Setting&lt;string&gt; Host = Setting.Required("host", "Name or address of the meter.");
/// static readonly Setting&lt;int&gt; Port = Setting.Integer("port", 4000, 1, 65535);
/// static readonly Setting&lt;string&gt; Pin = Setting.Secret("pin");
/// public IReadOnlyList&lt;Setting&gt; Settings => [Host, Port, Pin];
/// </code>
/// </example>
public abstract class Setting
{
    private protected Setting(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>The key in the configuration.</summary>
    public string Name { get; }

    /// <summary>What it is for, shown in editors.</summary>
    public string Description { get; init; }

    /// <summary>Whether the configuration must give it.</summary>
    public bool IsRequired { get; private protected init; }

    /// <summary>Whether its value must never be shown.</summary>
    public bool IsSecret { get; private protected init; }

    /// <summary>Whether it is a <see cref="Map"/>.</summary>
    /// <example><code>var maps = setting.IsMap ? value.Entries.Select(entry => entry.Value) : [value];</code></example>
    public bool IsMap { get; private init; }

    /// <summary>Whether it is a <see cref="File"/>.</summary>
    /// <example><code>var map = setting.IsFile ? value.Content : value;</code></example>
    public bool IsFile { get; private init; }

    /// <summary>The settings of a <see cref="Group"/>, of each entry of a <see cref="Map"/> or in a <see cref="File"/>; empty for any other.</summary>
    public IReadOnlyList<Setting> Members { get; private protected init; } = [];

    /// <summary>A text; empty when the configuration does not give it, or gives <c>null</c> or <c>~</c> without quotes.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    public static Setting<string> Text(string name, string description = "") =>
        new(name, description, "", SettingParsers.Text, SettingSchemas.Of("string"));

    /// <summary>A text that the configuration must give and that must not be empty.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    public static Setting<string> Required(string name, string description = "") =>
        new(name, description, "", SettingParsers.NonEmptyText, SettingSchemas.Of("string")) { IsRequired = true };

    /// <summary>A text whose value is never shown; empty like <see cref="Text"/> when the configuration does not give it.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    public static Setting<string> Secret(string name, string description = "") =>
        new(name, description, "", SettingParsers.Text, SettingSchemas.Secret) { IsSecret = true };

    /// <summary>A secret that the configuration must give and that must not be empty.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    /// <example><code>static readonly Setting&lt;string&gt; Password = Setting.RequiredSecret("password", "The installer's password.");</code></example>
    public static Setting<string> RequiredSecret(string name, string description = "") =>
        new(name, description, "", SettingParsers.NonEmptyText, SettingSchemas.Secret) { IsSecret = true, IsRequired = true };

    /// <summary>A whole number.</summary>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value when the configuration does not give one.</param>
    /// <param name="min">The smallest, inclusive.</param>
    /// <param name="max">The largest, inclusive.</param>
    /// <param name="description">What it is for, with its unit.</param>
    /// <returns>The setting.</returns>
    public static Setting<int> Integer(string name, int fallback, int min, int max, string description = "") =>
        new(name, description, fallback, SettingParsers.Integer(min, max), SettingSchemas.Range("integer", min, max));

    /// <summary>A whole number that the configuration must give.</summary>
    /// <param name="name">The key.</param>
    /// <param name="min">The smallest, inclusive.</param>
    /// <param name="max">The largest, inclusive.</param>
    /// <param name="description">What it is for, with its unit.</param>
    /// <returns>The setting.</returns>
    /// <example><code>static readonly Setting&lt;int&gt; Output = Setting.RequiredInteger("output", 1, 8);</code></example>
    public static Setting<int> RequiredInteger(string name, int min, int max, string description = "") =>
        new(name, description, min, SettingParsers.Integer(min, max), SettingSchemas.Range("integer", min, max, hasDefault: false)) { IsRequired = true };

    /// <summary>A number.</summary>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value when the configuration does not give one.</param>
    /// <param name="min">The smallest, inclusive.</param>
    /// <param name="max">The largest, inclusive.</param>
    /// <param name="description">What it is for, with its unit.</param>
    /// <returns>The setting.</returns>
    public static Setting<double> Number(string name, double fallback, double min, double max, string description = "") =>
        new(name, description, fallback, SettingParsers.Number(min, max), SettingSchemas.Range("number", min, max));

    /// <summary>A yes or no: <c>true</c> or <c>false</c>.</summary>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value when the configuration does not give one.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    public static Setting<bool> Flag(string name, bool fallback, string description = "") =>
        new(name, description, fallback, SettingParsers.Flag, SettingSchemas.Of("boolean"));

    /// <summary>One of the names of an enumeration, written in kebab case: <c>PerPoll</c> is <c>per-poll</c>. Two names of one value are both taken.</summary>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value when the configuration does not give one.</param>
    /// <param name="description">What it is for.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <returns>The setting.</returns>
    public static Setting<T> Choice<T>(string name, T fallback, string description = "")
        where T : struct, Enum =>
        new(name, description, fallback, SettingParsers.Choice<T>, SettingSchemas.OneOf(SettingParsers.Names<T>(), SettingParsers.Kebab(fallback.ToString())));

    /// <summary>A duration written with its unit: <c>350ms</c>, <c>2.5s</c>, <c>2m</c>, <c>1h</c>; quotes do not matter.</summary>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value when the configuration does not give one.</param>
    /// <param name="min">The shortest, inclusive.</param>
    /// <param name="max">The longest, inclusive.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>The setting.</returns>
    public static Setting<TimeSpan> Duration(string name, TimeSpan fallback, TimeSpan min, TimeSpan max, string description = "") =>
        new(name, description, fallback, SettingParsers.Duration(min, max), SettingSchemas.Duration);

    /// <summary>Settings under a common key. The group is required when one of its members is.</summary>
    /// <param name="name">The key.</param>
    /// <param name="members">The settings below it.</param>
    /// <returns>The setting; its value answers for the members, each with its own default.</returns>
    /// <exception cref="ArgumentException">Two members share a name.</exception>
    public static Setting<ISettings> Group(string name, params IReadOnlyList<Setting> members) =>
        new(name, "", SettingValues.Defaults(members), SettingParsers.Group(members), SettingSchemas.Group(members))
        {
            Members = members,
            IsRequired = members.Any(m => m.IsRequired),
        };

    /// <summary>A map with keys of the user's own, such as the lights of a house; each value is a map of the same members.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it holds.</param>
    /// <param name="members">The settings of each entry.</param>
    /// <returns>The setting; its value has the entries in the order of the configuration, none when it is not given.</returns>
    /// <exception cref="ArgumentException">Two members share a name.</exception>
    /// <example>
    /// <code>
    /// static readonly Setting&lt;int&gt; Module = Setting.RequiredInteger("module", 1, 16);
    /// static readonly Setting&lt;string&gt; Label = Setting.Text("display_name");
    /// static readonly Setting&lt;IReadOnlyList&lt;SettingEntry&gt;&gt; Lights = Setting.Map("lights", "The lights.", Module, Label);
    ///
    /// foreach (var light in settings.Get(Lights)) { Add(light.Key.Text, light.Settings.Get(Module)); }
    /// </code>
    /// </example>
    public static Setting<IReadOnlyList<SettingEntry>> Map(string name, string description, params IReadOnlyList<Setting> members)
    {
        SettingValues.Defaults(members);
        return new(name, description, [], SettingParsers.Map(name, members), SettingSchemas.Map(members)) { IsMap = true, Members = members };
    }

    /// <summary>
    /// The path of a YAML file whose top level holds the members. The host reads it with the configuration, watches it, and
    /// shows a mistake in it with its own file, line and column; the driver never opens it. Required when one of its members is.
    /// </summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What the file holds.</param>
    /// <param name="members">The settings in the file.</param>
    /// <returns>The setting; its value answers for the members, each with its own default.</returns>
    /// <exception cref="ArgumentException">Two members share a name.</exception>
    /// <remarks>A relative path starts in the folder of the configuration file; so do those of <c>${file:PATH}</c> in the file.</remarks>
    /// <example>
    /// <code>
    /// static readonly Setting&lt;ISettings&gt; Devices = Setting.File("devices_file", "The house's lights in a file of their own.", Lights);
    ///
    /// var lights = settings.Get(Devices).Get(Lights);
    /// </code>
    /// </example>
    public static Setting<ISettings> File(string name, string description, params IReadOnlyList<Setting> members) =>
        new(name, description, SettingValues.Defaults(members), SettingParsers.File(members), SettingSchemas.Of("string"))
        {
            IsFile = true,
            Members = members,
            IsRequired = members.Any(m => m.IsRequired),
        };

    /// <summary>A map of the user's own keys, given to the driver as it stands, with the place of every node.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it holds.</param>
    /// <returns>The setting; an empty map when the configuration does not give it.</returns>
    public static Setting<SettingNode> Tree(string name, string description = "") =>
        new(name, description, SettingNode.Map([], 0, 0), SettingParsers.Tree, SettingSchemas.Of("object"));

    /// <summary>Writes the JSON Schema of the value; whether it is required stands in the schema of the map around it.</summary>
    /// <param name="json">Takes one JSON object.</param>
    public abstract void WriteSchema(Utf8JsonWriter json);

    internal abstract object? DefaultValue { get; }

    internal abstract object? Parse(SettingNode node, ICollection<SettingError> errors);
}
