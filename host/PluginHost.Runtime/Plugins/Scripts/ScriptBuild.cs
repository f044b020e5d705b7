namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>What became of a script.</summary>
/// <param name="Assembly">The assembly; <see langword="null"/> where the script is refused.</param>
/// <param name="Symbols">Its portable symbols, which give stack traces the script's lines; <see langword="null"/> where it is refused.</param>
/// <param name="Diagnostics">The compiler's errors and the rules' findings, with file, line and column.</param>
/// <param name="Refusal">Why it is refused, in one sentence; <see langword="null"/> where it is not.</param>
public sealed record ScriptBuild(
    ReadOnlyMemory<byte>? Assembly,
    ReadOnlyMemory<byte>? Symbols,
    IReadOnlyList<PluginDiagnostic> Diagnostics,
    string? Refusal);
