using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>A result, or an error code with its text.</summary>
internal sealed record CallAnswer(JsonNode? Result, int? ErrorCode = null, string Message = "")
{
    public static CallAnswer Null { get; } = new((JsonNode?)null);

    public static CallAnswer True => new(true);

    public static CallAnswer WrongType { get; } = Error(PulseErrorCodes.InvalidParameters, "Wrong parameter type");

    public static CallAnswer Of(JsonNode? result) => new(result);

    public static CallAnswer Error(int code, string message) => new(null, code, message);

    public static CallAnswer NoProperty(string name) => Error(PulseErrorCodes.NotFound, $"Property not found: {name}");

    public static CallAnswer NoMethod(string name) => Error(PulseErrorCodes.NotFound, $"Method not found: {name}");
}
