using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Scripts;

/// <summary>What became of a driver script.</summary>
/// <param name="Assembly">The assembly; <see langword="null"/> where the script is refused.</param>
/// <param name="Symbols">Its portable symbols; <see langword="null"/> where the script is refused.</param>
/// <param name="Findings">The compiler's errors and the rules' findings, at most <see cref="DriverCompiler.MostFindings"/>.</param>
/// <param name="Refusal">Why it is refused, in one sentence; <see langword="null"/> where it is not.</param>
public sealed record DriverBuild(byte[]? Assembly, byte[]? Symbols, IReadOnlyList<Finding> Findings, string? Refusal);
