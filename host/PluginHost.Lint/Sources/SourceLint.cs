using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Lint.Analysis;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Sources;

/// <summary>Runs the rules over source that belongs to no project: in this process, as an editor would.</summary>
internal static class SourceLint
{
    /// <summary>A file that is a driver of its own.</summary>
    public static Task<LintResult> ScriptAsync(string file, CancellationToken stop) => FolderAsync([file], stop);

    /// <summary>The files of a folder: scripts each by itself, all others together.</summary>
    public static async Task<LintResult> FolderAsync(IReadOnlyList<string> files, CancellationToken stop)
    {
        var (trees, tooDeep) = (new List<SyntaxTree>(), new List<Finding>());
        foreach (var file in files)
        {
            var parsed = ParsedFile.Of(new SourceFile(file, await File.ReadAllTextAsync(file, stop)));
            if (parsed.Tree is { } tree)
            {
                trees.Add(tree);
            }
            else
            {
                tooDeep.Add(Finding.At(parsed.TooDeep, LifecycleRules.NotAnalysed, Nesting.Message));
            }
        }

        var apart = trees.Where(IsProgram).ToList();
        var together = trees.Except(apart).ToList();
        if (HasErrors(Compile(together), stop))
        {
            // Drivers in one folder may have types of the same name: where one compiles by itself, it was meant to.
            var drivers = together.Where(tree => DeclaresDriver(tree) && !HasErrors(Compile([tree]), stop)).ToList();
            apart.AddRange(drivers);
            together = [.. together.Except(drivers)];
        }

        var results = new List<LintResult> { new(tooDeep, files, []) };
        foreach (var group in apart.Select(tree => new List<SyntaxTree> { tree }).Append(together).Where(group => group.Count > 0))
        {
            results.Add(await RunAsync(group, stop));
        }

        return LintResult.Merge(results);
    }

    private static async Task<LintResult> RunAsync(IReadOnlyList<SyntaxTree> trees, CancellationToken stop)
    {
        var configuration = EditorConfigs.Find(trees.Select(tree => tree.FilePath));
        var compilation = Compile(trees);
        var findings = await RuleRun.RunAsync(
            compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new ConfiguredSeverities(configuration))),
            LifecycleRules.Analyzers,
            new ConfiguredOptions(configuration),
            stop);
        return new LintResult(findings, [], []);
    }

    private static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees)
    {
        var modern = DriverCompilation.Create("Source", trees, ReferenceAssemblies.All);
        var old = DriverCompilation.WithoutImplicitUsings(modern);
        return ErrorsOf(modern) is var errors and > 0 && ErrorsOf(old) < errors ? old : modern;
    }

    private static bool HasErrors(CSharpCompilation compilation, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return ErrorsOf(compilation) > 0;
    }

    private static int ErrorsOf(CSharpCompilation compilation) => compilation.GetDiagnostics().Count(one => one.Severity == DiagnosticSeverity.Error);

    private static bool IsProgram(SyntaxTree tree) =>
        DriverCompilation.HasTopLevelStatements(tree)
        || tree.GetRoot().GetLeadingTrivia().Any(trivia => trivia.Kind() is SyntaxKind.ShebangDirectiveTrivia or SyntaxKind.IgnoredDirectiveTrivia);

    private static bool DeclaresDriver(SyntaxTree tree) => tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>()
        .SelectMany(type => type.AttributeLists.SelectMany(list => list.Attributes))
        .Any(attribute => attribute.Name.ToString().Split('.')[^1] is "DeviceDriver" or "DeviceDriverAttribute");
}
