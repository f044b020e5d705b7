using System.Globalization;

namespace PluginHost;

/// <summary>The value of an entity or command: true or false, a number, a text, or nothing.</summary>
/// <remarks>
/// The default is nothing, which means "not known". Every number becomes a double: a whole one is exact up to 2^53, a
/// decimal must be cast, and a float shows the digits it has as a double (0.1f is 0.10000000149011612).
/// </remarks>
/// <example>
/// <code>
/// attempt.Entities.Set("power", true);
/// attempt.Entities.Set("brightness", 0.25);
/// attempt.Entities.Set("source", "HDMI");
/// </code>
/// </example>
public readonly record struct EntityValue
{
    private readonly double _number;
    private readonly string? _text;

    private EntityValue(EntityValueKind kind, double number, string? text) => (Kind, _number, _text) = (kind, number, text);

    /// <summary>No value: not known.</summary>
    public static EntityValue Nothing => default;

    /// <summary>Which of the four this is.</summary>
    public EntityValueKind Kind { get; }

    /// <summary>The value as true or false.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public bool Boolean => Kind == EntityValueKind.Boolean ? _number != 0 : throw NotA("boolean");

    /// <summary>The value as a number.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public double Number => Kind == EntityValueKind.Number ? _number : throw NotA("number");

    /// <summary>The value as a text.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public string Text => Kind == EntityValueKind.Text ? _text! : throw NotA("text");

    /// <summary>Takes a boolean.</summary>
    /// <param name="value">True or false.</param>
    public static implicit operator EntityValue(bool value) => new(EntityValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>Takes a number.</summary>
    /// <param name="value">Any finite number; infinities and NaN become <see cref="Nothing"/>, since JSON has none.</param>
    public static implicit operator EntityValue(double value) =>
        double.IsFinite(value) ? new(EntityValueKind.Number, value, null) : default;

    /// <summary>Takes a text.</summary>
    /// <param name="value">The text; <see langword="null"/> becomes <see cref="Nothing"/>.</param>
    public static implicit operator EntityValue(string? value) =>
        value is null ? default : new(EntityValueKind.Text, 0, value);

    /// <summary>The value as a person would write it, in the invariant culture; empty for nothing.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Kind switch
    {
        EntityValueKind.Boolean => _number != 0 ? "true" : "false",
        EntityValueKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        EntityValueKind.Text => _text!,
        _ => "",
    };

    private InvalidOperationException NotA(string wanted) => new($"The value '{this}' is {Kind}, not a {wanted}.");
}
