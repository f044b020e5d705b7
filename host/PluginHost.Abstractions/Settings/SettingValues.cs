using System.Text.Json;

namespace PluginHost;

/// <summary>Settings read from a map by the declarations of a driver.</summary>
/// <remarks>The host makes these; in a test a driver's settings come from <see cref="From"/>.</remarks>
public sealed class SettingValues : ISettings
{
    private readonly Dictionary<Setting, object?> _values;
    private readonly Dictionary<Setting, SettingNode> _given;

    private SettingValues(Dictionary<Setting, object?> values, Dictionary<Setting, SettingNode> given) => (_values, _given) = (values, given);

    /// <summary>Reads settings and collects every mistake: unknown keys, missing ones, wrong types and ranges.</summary>
    /// <param name="declared">What the driver declares.</param>
    /// <param name="node">The map from the configuration.</param>
    /// <param name="errors">Takes the mistakes; the values are usable only if none was added.</param>
    /// <returns>The values, with the default wherever something is wrong or not given.</returns>
    /// <exception cref="ArgumentException">The driver declares two settings of one name.</exception>
    public static SettingValues Read(IReadOnlyList<Setting> declared, SettingNode node, ICollection<SettingError> errors)
    {
        var names = ByName(declared);
        var values = declared.ToDictionary(setting => setting, setting => setting.DefaultValue);
        var written = new HashSet<Setting>();
        var given = new Dictionary<Setting, SettingNode>();
        if (node.Kind != SettingNodeKind.Map && !node.IsNothing)
        {
            errors.Add(SettingError.At(node, "expected a map of settings"));
            return new SettingValues(values, given);
        }

        foreach (var (key, value) in node.Entries)
        {
            if (!names.TryGetValue(key.Text, out var setting))
            {
                var hint = Suggestion.For(key.Text, names.Keys);
                errors.Add(SettingError.At(key, $"unknown setting '{key.Text}'{hint}"));
            }
            else if (!written.Add(setting))
            {
                errors.Add(SettingError.At(key, $"setting '{key.Text}' is given twice"));
            }
            else
            {
                values[setting] = setting.Parse(value, errors);
                if (!value.IsNothing)
                {
                    given.Add(setting, value);
                }
            }
        }

        foreach (var missing in declared.Where(setting => setting.IsRequired && !written.Contains(setting)))
        {
            errors.Add(SettingError.At(node, $"setting '{missing.Name}' is missing"));
        }

        return new SettingValues(values, given);
    }

    /// <summary>Settings for a test or a virtual device.</summary>
    /// <param name="declared">What the driver declares.</param>
    /// <param name="values">Keys and values as they would stand in the configuration.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentException">Something is wrong; the message lists every mistake.</exception>
    /// <example><code>var settings = SettingValues.From(driver.Settings, new() { ["host"] = "127.0.0.1", ["port"] = "4000" });</code></example>
    public static SettingValues From(IReadOnlyList<Setting> declared, Dictionary<string, string> values)
    {
        var errors = new List<SettingError>();
        var read = Read(declared, SettingNode.Map(values), errors);
        return errors.Count == 0
            ? read
            : throw new ArgumentException(string.Join("; ", errors.Select(e => e.Message)), nameof(values));
    }

    /// <inheritdoc/>
    public T Get<T>(Setting<T> setting) =>
        _values.TryGetValue(setting, out var value) ? (T)value! : throw NotDeclared(setting);

    /// <inheritdoc/>
    public bool Has(Setting setting) => Find(setting) is not null;

    /// <inheritdoc/>
    public SettingNode? Find(Setting setting) =>
        _values.ContainsKey(setting) ? _given.GetValueOrDefault(setting) : throw NotDeclared(setting);

    internal static SettingValues Defaults(IReadOnlyList<Setting> declared) =>
        new(ByName(declared).Values.ToDictionary(setting => setting, setting => setting.DefaultValue), []);

    internal static void WriteSchemaBody(IReadOnlyList<Setting> declared, Utf8JsonWriter json)
    {
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var setting in declared)
        {
            json.WritePropertyName(setting.Name);
            setting.WriteSchema(json);
        }

        json.WriteEndObject();
        if (declared.Any(setting => setting.IsRequired))
        {
            json.WriteStartArray("required");
            foreach (var setting in declared.Where(setting => setting.IsRequired))
            {
                json.WriteStringValue(setting.Name);
            }

            json.WriteEndArray();
        }
    }

    private static Dictionary<string, Setting> ByName(IReadOnlyList<Setting> declared)
    {
        var names = new Dictionary<string, Setting>();
        foreach (var setting in declared)
        {
            if (!names.TryAdd(setting.Name, setting))
            {
                throw new ArgumentException($"The setting '{setting.Name}' is declared twice.", nameof(declared));
            }
        }

        return names;
    }

    private static ArgumentException NotDeclared(Setting setting) =>
        new($"The driver does not declare the setting '{setting.Name}'.", nameof(setting));
}
