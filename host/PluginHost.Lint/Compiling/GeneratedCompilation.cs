using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Compiling;

/// <summary>A compilation with what generators made for it.</summary>
/// <param name="Compilation">All of it.</param>
/// <param name="Made">The files that no person wrote.</param>
/// <param name="Diagnostics">What the generators said.</param>
internal sealed record GeneratedCompilation(CSharpCompilation Compilation, ImmutableHashSet<SyntaxTree> Made, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The same files with other options.</summary>
    public GeneratedCompilation With(SyntaxTreeOptionsProvider provider) =>
        this with { Compilation = Compilation.WithOptions(Compilation.Options.WithSyntaxTreeOptionsProvider(provider)) };

    /// <summary>What keeps it from being compiled.</summary>
    public IReadOnlyList<Finding> Errors(CancellationToken stop) => ErrorsAmong(Compilation.GetDiagnostics(stop));

    /// <summary>The errors among the compiler's diagnostics, and those of the generators.</summary>
    public IReadOnlyList<Finding> ErrorsAmong(IEnumerable<Diagnostic> compiler) =>
        compiler.Concat(Diagnostics).Where(one => one.Severity == DiagnosticSeverity.Error).Select(Finding.Of).Sorted();
}
