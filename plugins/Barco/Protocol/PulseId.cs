using System.Globalization;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>A JSON-RPC id. A reply echoes value and type, so 14 and "14" are different ids.</summary>
internal readonly record struct PulseId
{
    private readonly long _number;
    private readonly string? _text;

    private PulseId(PulseIdKind kind, long number, string? text) => (Kind, _number, _text) = (kind, number, text);

    public static PulseId Null { get; } = new(PulseIdKind.Null, 0, null);

    public PulseIdKind Kind { get; }

    public static implicit operator PulseId(long number) => new(PulseIdKind.Integer, number, null);

    public static implicit operator PulseId(string text) => new(PulseIdKind.Text, 0, text);

    /// <summary>Writes the <c>id</c> member, or nothing where the id is absent.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case PulseIdKind.Null:
                json.WriteNull("id"u8);
                break;
            case PulseIdKind.Integer:
                json.WriteNumber("id"u8, _number);
                break;
            case PulseIdKind.Text:
                json.WriteString("id"u8, _text);
                break;
        }
    }

    public override string ToString() => Kind switch
    {
        PulseIdKind.Null => "null",
        PulseIdKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        PulseIdKind.Text => $"\"{_text}\"",
        _ => "none",
    };
}
