using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Lint.Compiling;

/// <summary>The generators that the SDK runs in any build, from <c>generators/</c> beside the program: JSON, regular expressions, log messages.</summary>
internal static class SourceGenerators
{
    // As it was created, each time: one that has run keeps the compilation it ran on.
    private static readonly Lazy<GeneratorDriver> Fresh = new(() => CSharpGeneratorDriver.Create(
        Files.SelectMany(file => new AnalyzerFileReference(file, new BesideTheProgram()).GetGenerators(LanguageNames.CSharp)),
        parseOptions: DriverCompilation.Parsing));

    /// <summary>Their assemblies.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "generators"), "*.dll").Order(StringComparer.Ordinal);

    /// <summary>The same compilation with what the generators make for it.</summary>
    public static GeneratedCompilation Run(CSharpCompilation compilation, CancellationToken stop)
    {
        var ran = Fresh.Value.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var diagnostics, stop);
        return new GeneratedCompilation((CSharpCompilation)whole, [.. ran.GetRunResult().GeneratedTrees], diagnostics);
    }

    private sealed class BesideTheProgram : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // They need nothing but the compiler, which is there.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
