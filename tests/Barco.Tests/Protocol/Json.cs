using System.Text.Json;

namespace PluginHost.Barco.Tests.Protocol;

internal static class Json
{
    public static JsonElement Element(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
