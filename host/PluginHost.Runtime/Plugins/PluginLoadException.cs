namespace PluginHost.Runtime.Plugins;

/// <summary>Says why a plugin is refused. Its message is one sentence for the log and the API.</summary>
/// <param name="message">What is wrong with the plugin, and where.</param>
public sealed class PluginLoadException(string message) : Exception(message)
{
    /// <summary>What was found in it, with file, line and column where they are known.</summary>
    public IReadOnlyList<PluginDiagnostic> Diagnostics { get; init; } = [];
}
