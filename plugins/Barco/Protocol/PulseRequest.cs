using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>A method call. Without an id it is executed and never answered.</summary>
internal sealed class PulseRequest(string method, JsonElement parameters, PulseId id) : PulseMessage
{
    public string Method => method;

    /// <summary>The <c>params</c> member as it came; undefined where there is none.</summary>
    public JsonElement Parameters => parameters;

    public PulseId Id => id;

    /// <summary>
    /// Finds one argument in any form that clients use: by name, by position, or as the bare value of
    /// a one-argument method.
    /// </summary>
    public bool TryGetArgument(string name, int position, out JsonElement value)
    {
        value = default;
        switch (parameters.ValueKind)
        {
            case JsonValueKind.Undefined:
                return false;
            case JsonValueKind.Object:
                return parameters.TryGetProperty(name, out value);
            case JsonValueKind.Array:
                if (position >= parameters.GetArrayLength())
                {
                    return false;
                }

                value = parameters[position];
                return true;
            default:
                value = parameters;
                return position == 0;
        }
    }

    /// <summary>Reads an argument that is one name or a list of names, such as <c>property</c>.</summary>
    /// <param name="name">The argument, <c>property</c> or <c>signal</c>.</param>
    /// <param name="names">The names asked for.</param>
    /// <param name="isList">Whether they came as a list: <c>property.get</c> then answers with an object.</param>
    public bool TryGetNames(string name, [NotNullWhen(true)] out IReadOnlyList<string>? names, out bool isList)
    {
        names = null;
        isList = false;
        if (!TryGetArgument(name, 0, out var value))
        {
            return false;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            names = [value.GetString()!];
            return true;
        }

        isList = true;
        return TextList.TryParse(value, out names);
    }
}
