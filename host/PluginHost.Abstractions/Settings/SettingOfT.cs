using System.Text.Json;

namespace PluginHost;

/// <summary>A declared setting of a certain type; made by the methods of <see cref="Setting"/>.</summary>
/// <typeparam name="T">The type its value has for the driver.</typeparam>
public sealed class Setting<T> : Setting
{
    private readonly SettingParser<T> _parse;
    private readonly SettingSchema _schema;

    internal Setting(string name, string description, T fallback, SettingParser<T> parse, SettingSchema schema)
        : base(name, description)
    {
        Default = fallback;
        _parse = parse;
        _schema = schema;
    }

    /// <summary>The value when the configuration does not give one.</summary>
    public T Default { get; }

    internal override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json) => _schema(json, Description, Default);

    internal override object? Parse(SettingNode node, ICollection<SettingError> errors)
    {
        try
        {
            return _parse(node, errors);
        }
        catch (SettingException mistake)
        {
            errors.Add(SettingError.At(mistake.Node ?? node, $"{Name}: {mistake.Message}"));
            return DefaultValue;
        }
    }
}
