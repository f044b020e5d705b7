using System.Text.Json;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>Compares the shared frameworks that a plugin asks for with those the host runs on.</summary>
internal static class RuntimeConfigCheck
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads the <c>.runtimeconfig.json</c> beside an assembly; without one there is nothing to compare.</summary>
    /// <exception cref="PluginLoadException">It cannot be read, or names a framework that the host lacks.</exception>
    public static void Verify(string mainAssembly)
    {
        var path = Path.ChangeExtension(mainAssembly, ".runtimeconfig.json");
        if (!File.Exists(path) || HostFrameworks.Names.Count == 0)
        {
            return;
        }

        foreach (var framework in FrameworksIn(path))
        {
            if (!HostFrameworks.Names.Contains(framework))
            {
                throw new PluginLoadException($"{Path.GetFileName(path)} asks for the framework {framework}, which the host does not run on.");
            }
        }
    }

    private static List<string> FrameworksIn(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            var options = document.RootElement.GetProperty("runtimeOptions");
            return options.TryGetProperty("frameworks", out var several) ? [.. several.EnumerateArray().Select(NameOf)]
                : options.TryGetProperty("framework", out var one) ? [NameOf(one)]
                : [];
        }
        catch (Exception mistake) when (mistake is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PluginLoadException($"{Path.GetFileName(path)} is not a runtime configuration: {mistake.Message}");
        }
    }

    private static string NameOf(JsonElement framework) => framework.GetProperty("name").GetString() ?? "";
}
