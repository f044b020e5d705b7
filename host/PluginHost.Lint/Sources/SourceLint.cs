using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Lint.Analysis;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Gate;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Sources;

/// <summary>Runs the rules over source that belongs to no project: in this process, as an editor would.</summary>
internal static class SourceLint
{
    /// <summary>A file that is a driver of its own.</summary>
    public static async Task<LintResult> ScriptAsync(string file, CancellationToken stop)
    {
        var (trees, refused) = await ParseAsync([file], stop);
        var result = new LintResult(refused, [file], []);
        return trees.Count == 0 ? result : LintResult.Merge([result, await RunAsync(trees, Modern(trees, stop), DeclaresDriver(trees[0]), stop)]);
    }

    /// <summary>The files of a folder: scripts each by itself, all others together.</summary>
    public static async Task<LintResult> FolderAsync(IReadOnlyList<string> files, CancellationToken stop)
    {
        var (trees, refused) = await ParseAsync(files, stop);
        var apart = trees.Where(IsProgram).ToList();
        var together = trees.Except(apart).ToList();
        if (together.TrueForAll(DeclaresDriver) || HasErrors(Compile(together, stop), stop))
        {
            // Drivers in one folder may have types of the same name: where one compiles by itself, it was meant to.
            var drivers = together.Where(tree => DeclaresDriver(tree) && !HasErrors(Modern([tree], stop), stop)).ToList();
            apart.AddRange(drivers);
            together = [.. together.Except(drivers)];
        }

        var results = new List<LintResult> { new(refused, files, []) };
        foreach (var tree in apart)
        {
            results.Add(await RunAsync([tree], Modern([tree], stop), DeclaresDriver(tree), stop));
        }

        if (together.Count > 0)
        {
            results.Add(await RunAsync(together, Compile(together, stop), isDriver: false, stop));
        }

        return LintResult.Merge(results);
    }

    private static async Task<(List<SyntaxTree> Trees, List<Finding> Refused)> ParseAsync(IReadOnlyList<string> files, CancellationToken stop)
    {
        var (trees, refused) = (new List<SyntaxTree>(), new List<Finding>());
        foreach (var file in files)
        {
            var parsed = ParsedFile.Of(new SourceFile(file, await File.ReadAllTextAsync(file, stop)));
            refused.AddRange(parsed.Refused.Select(one => Finding.At(one.Place, DriverGate.GateFailed, one.Message)));
            if (parsed.Tree is { } tree)
            {
                trees.Add(tree);
            }
            else
            {
                refused.Add(Finding.At(parsed.TooDeep, LifecycleRules.NotAnalysed, Nesting.Message));
            }
        }

        return (trees, refused);
    }

    private static async Task<LintResult> RunAsync(IReadOnlyList<SyntaxTree> trees, GeneratedCompilation source, bool isDriver, CancellationToken stop)
    {
        var configuration = EditorConfigs.Find(trees.Select(tree => tree.FilePath));
        var findings = await RuleRun.RunAsync(
            source.With(new ConfiguredSeverities(configuration, isDriver)),
            LifecycleRules.Analyzers,
            new ConfiguredOptions(configuration),
            stop);
        return new LintResult(findings, [], []);
    }

    /// <summary>As the host compiles it.</summary>
    private static GeneratedCompilation Modern(IReadOnlyList<SyntaxTree> trees, CancellationToken stop) =>
        SourceGenerators.Run(DriverCompilation.Create("Source", trees, ReferenceAssemblies.All), stop);

    private static GeneratedCompilation Compile(IReadOnlyList<SyntaxTree> trees, CancellationToken stop)
    {
        var modern = Modern(trees, stop);
        if (modern.Errors(stop).Count is var errors and > 0)
        {
            var old = modern with { Compilation = DriverCompilation.WithoutImplicitUsings(modern.Compilation) };
            return old.Errors(stop).Count < errors ? old : modern;
        }

        return modern;
    }

    private static bool HasErrors(GeneratedCompilation source, CancellationToken stop) => source.Errors(stop).Count > 0;

    private static bool IsProgram(SyntaxTree tree) =>
        DriverCompilation.HasTopLevelStatements(tree)
        || tree.GetRoot().GetLeadingTrivia().Any(trivia => trivia.Kind() is SyntaxKind.ShebangDirectiveTrivia or SyntaxKind.IgnoredDirectiveTrivia);

    private static bool DeclaresDriver(SyntaxTree tree) => tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>()
        .SelectMany(type => type.AttributeLists.SelectMany(list => list.Attributes))
        .Any(attribute => attribute.Name.ToString().Split('.')[^1] is "DeviceDriver" or "DeviceDriverAttribute");
}
