using System.Text.Json;
using System.Text.Json.Nodes;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>The type of a property, as introspection shows it and as writing checks it.</summary>
internal sealed record PropertyType(string Base)
{
    public static PropertyType Text { get; } = new("string");

    public static PropertyType Flag { get; } = new("bool");

    public static PropertyType Object { get; } = new("object");

    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? Step { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];

    public static PropertyType Float(double min, double max, double step = 0.01) => new("float") { Min = min, Max = max, Step = step };

    public static PropertyType Integer(int min, int max) => new("int") { Min = min, Max = max, Step = 1 };

    public static PropertyType Choice(params string[] options) => new("enum") { Options = options };

    public WriteResult Check(JsonElement value) => Base switch
    {
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? WriteResult.Taken : WriteResult.WrongType,
        "float" => value.ValueKind == JsonValueKind.Number ? CheckRange(value.GetDouble()) : WriteResult.WrongType,
        "int" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble())
            ? CheckRange(value.GetDouble())
            : WriteResult.WrongType,
        "enum" when value.ValueKind == JsonValueKind.String =>
            Options.Contains(value.GetString()) ? WriteResult.Taken : WriteResult.OutOfRange,
        "string" => value.ValueKind == JsonValueKind.String ? WriteResult.Taken : WriteResult.WrongType,
        _ => WriteResult.WrongType,
    };

    public JsonObject Describe()
    {
        var type = new JsonObject { ["base"] = Base };
        Add("min", Min);
        Add("max", Max);
        Add("step-size", Step);
        if (Options.Count > 0)
        {
            type["values"] = new JsonArray([.. Options.Select(option => (JsonNode)option)]);
        }

        return type;

        void Add(string name, double? value)
        {
            if (value is { } number)
            {
                type[name] = number;
            }
        }
    }

    private WriteResult CheckRange(double value) =>
        value >= Min && value <= Max ? WriteResult.Taken : WriteResult.OutOfRange;
}
