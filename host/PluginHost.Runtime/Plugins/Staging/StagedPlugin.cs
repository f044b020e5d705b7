using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins.Staging;

/// <summary>The host's own copy of a plugin.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Hash">The hash of the content it was made of, which is also its folder's name.</param>
/// <param name="Path">The full path of the copy.</param>
/// <param name="MainAssembly">The full path of the main assembly in the copy.</param>
internal sealed record StagedPlugin(PluginSource Source, string Hash, string Path, string MainAssembly);
