namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>What the cache remembers of a compiled script.</summary>
/// <param name="Assembly">The assembly's hash.</param>
/// <param name="Symbols">The symbols' hash.</param>
/// <param name="Rules">Under what it was examined.</param>
/// <param name="Findings">What was found and did not refuse it.</param>
internal sealed record ScriptBuildRecord(string Assembly, string Symbols, string Rules, IReadOnlyList<PluginDiagnostic> Findings);
