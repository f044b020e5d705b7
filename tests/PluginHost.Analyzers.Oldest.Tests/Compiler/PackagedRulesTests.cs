using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Oldest.Tests.Compiler;

/// <summary>The package gives this compiler both its assemblies: it takes the rules, and passes over the fixes without a warning.</summary>
public sealed class PackagedRulesTests
{
    private static string Fixes { get; } = typeof(PackagedRulesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(told => told.Key == "PluginHost.Analyzers.CodeFixes").Value!;

    [Fact]
    public async Task Rules_LoadFromTheirFileAndReport()
    {
        var (analyzers, failures) = Load(typeof(ConnectionAnalyzer).Assembly.Location);

        Assert.Empty(failures);
        var found = new List<string>();
        foreach (var analyzer in analyzers)
        {
            found.AddRange((await analyzer.RunAsync(Compiled.From(["sealed class Client { TcpClient _c = new(\"h\", 1); void Stop() { _c = null; } }"]).WithoutErrors())).Select(one => one.Id));
        }

        Assert.Contains(RuleIdentifiers.DroppedConnection, found);
    }

    [Fact]
    public void Fixes_AreNoAnalyzersAndNoFailure()
    {
        var (analyzers, failures) = Load(Fixes);

        Assert.Empty(analyzers);
        Assert.Empty(failures);
    }

    private static (IReadOnlyList<DiagnosticAnalyzer> Analyzers, IReadOnlyList<string> Failures) Load(string file)
    {
        var failures = new List<string>();
        var reference = new AnalyzerFileReference(file, new LoaderApart());
        reference.AnalyzerLoadFailed += (_, failure) => failures.Add($"{failure.ErrorCode}: {failure.Message}");
        return (reference.GetAnalyzers(LanguageNames.CSharp), failures);
    }
}
