using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Options;

/// <summary>What holds for a compilation counts from whichever file it comes, not from the first alone.</summary>
public sealed class OptionsOfACompilationTests
{
    private const string Types = "class Pipe : IDisposable { public void Open() { } public void Dispose() { } } class Line : IDisposable { public void Dispose() { } }";
    private const string Uses = "class A { void Use(int n) { var pipe = new Pipe(); pipe.Open(); if (n == 0) { return; } pipe.Dispose(); } } class B { void Use(int n) { var line = new Line(); if (n == 0) { return; } line.Dispose(); } }";

    private const string Key = "dotnet_code_quality.PH.additional_resource_types";

    [Fact]
    public async Task FileBeforeTheProjectsOwn_HidesNoOption()
    {
        var found = await RunAsync(("Generated.cs", "", ""), ("Types.cs", Types, "Pipe"), ("Uses.cs", Uses, "Pipe"));

        Assert.Equal(["PH0007"], found.Select(one => one.Id));
    }

    [Fact]
    public async Task ListsOfSeveralFiles_AreJoined()
    {
        var found = await RunAsync(("Types.cs", Types, "Line"), ("Uses.cs", Uses, "Pipe"));

        Assert.Equal(["PH0007", "PH0007"], found.Select(one => one.Id));
    }

    private static async Task<IEnumerable<Diagnostic>> RunAsync(params (string Path, string Source, string Value)[] files)
    {
        var compilation = Compiled.From(files.Select(file => file.Source)).WithoutErrors();
        var options = compilation.SyntaxTrees.Zip(files).ToDictionary(pair => pair.First, pair => pair.Second.Value);
        var setup = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new PerFile(options)), (error, _, _) => Assert.Fail(error.ToString()), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await compilation.WithAnalyzers([new ConnectionAnalyzer(new ConnectionLifecycleRule())], setup).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private sealed class PerFile(Dictionary<SyntaxTree, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new One("");

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new One(values.GetValueOrDefault(tree, ""));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class One(string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? found) => (found = key == Key && value.Length > 0 ? value : null) is not null;
    }
}
