using System.Text.Json;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary>Reads the body of a command strictly: whoever misspells a field must not switch something else.</summary>
internal static class CommandBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <returns>The command, or in one sentence what is wrong.</returns>
    public static async Task<(CommandDocument? Command, string? Mistake)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return Read(body.RootElement);
        }
        catch (JsonException mistake)
        {
            return (null, $"The body is not valid JSON: {mistake.Message}");
        }
    }

    private static (CommandDocument?, string?) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, "The body must be an object such as {\"entity\":\"power\",\"value\":true}.");
        }

        string? entity = null;
        var value = EntityValue.Nothing;
        foreach (var field in body.EnumerateObject())
        {
            switch (field.Name)
            {
                case "entity" when field.Value.ValueKind == JsonValueKind.String && TryGetText(field.Value, out entity):
                    break;
                case "entity":
                    return (null, "The field 'entity' must be a text.");
                case "value" when TryGetValue(field.Value, out value):
                    break;
                case "value":
                    return (null, "The field 'value' must be true, false, a number, a text or null.");
                default:
                    return (null, $"The field '{field.Name}' is unknown{Suggestion.For(field.Name, ["entity", "value"])}; the body has 'entity' and 'value'.");
            }
        }

        return entity is null ? (null, "The field 'entity' is missing.") : (new CommandDocument(entity, value), null);
    }

    private static bool TryGetValue(JsonElement element, out EntityValue value)
    {
        string? text = null;
        (var isValue, value) = element.ValueKind switch
        {
            JsonValueKind.True => (true, true),
            JsonValueKind.False => (true, false),
            JsonValueKind.Null => (true, EntityValue.Nothing),
            // What is beyond a double is not silently taken for nothing.
            JsonValueKind.Number => (double.IsFinite(element.GetDouble()), element.GetDouble()),
            JsonValueKind.String => (TryGetText(element, out text), text),
            _ => (false, EntityValue.Nothing),
        };
        return isValue;
    }

    /// <summary>JSON can spell halves of characters, which are no text.</summary>
    private static bool TryGetText(JsonElement element, out string? text)
    {
        try
        {
            text = element.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
