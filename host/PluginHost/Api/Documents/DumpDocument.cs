namespace PluginHost.Server.Api.Documents;

/// <summary>What a dump says about a retired generation.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="HeldBy">What is known to keep it in memory, with what the dump says.</param>
/// <param name="Path">The shortest way from a root of the process to the generation, outermost first; empty where there is none.</param>
internal sealed record DumpDocument(int Generation, IReadOnlyList<string> HeldBy, IReadOnlyList<string> Path);
