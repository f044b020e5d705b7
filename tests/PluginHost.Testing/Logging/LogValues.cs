using System.Globalization;

namespace PluginHost.Testing;

/// <summary>Copies the structured values of a log state or scope.</summary>
internal static class LogValues
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    public static IReadOnlyDictionary<string, object?> Of(object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return None;
        }

        var values = new Dictionary<string, object?>();
        foreach ((string name, object? value) in pairs)
        {
            values[name] = Detach(value);
        }

        return values;
    }

    // A boxed enum or an object of a collectible assembly would keep that assembly loaded.
    private static object? Detach(object? value) => value switch
    {
        null or string => value,
        _ when IsPlain(value.GetType()) => value,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static bool IsPlain(Type type)
        => type.IsValueType && !type.IsGenericType && type.Assembly == typeof(object).Assembly;
}
