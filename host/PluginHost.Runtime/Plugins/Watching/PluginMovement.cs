namespace PluginHost.Runtime.Plugins.Watching;

/// <summary>What became of the plugins on disk since the last look.</summary>
/// <param name="Settled">Plugins that came, changed or went and have been quiet since, by path, with the files concerned.</param>
/// <param name="Moving">Paths of plugins that are still being written to.</param>
internal sealed record PluginMovement(IReadOnlyDictionary<string, string> Settled, IReadOnlySet<string> Moving);
