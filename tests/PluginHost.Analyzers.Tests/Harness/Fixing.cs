using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Applies the code fix of a rule to the source of a test, as an editor does.</summary>
internal static class Fixing
{
    /// <summary>Asserts that a fix turns one source into another, which compiles and is clean.</summary>
    /// <param name="analyzer">The rule.</param>
    /// <param name="fix">Its fix.</param>
    /// <param name="before">The source that is reported.</param>
    /// <param name="after">What it shall become.</param>
    /// <param name="titleContains">Which of several fixes; the first without it.</param>
    /// <param name="options">Options of <c>.editorconfig</c>.</param>
    /// <param name="usings">What the other files of the project import for all.</param>
    public static async Task FixesAsync(
        this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string before, string after, string? titleContains = null, IReadOnlyDictionary<string, string>? options = null,
        string usings = Compiled.Usings)
    {
        var document = Open(before, usings);
        var diagnostic = (await FindAsync(analyzer, fix, document, options))[0];
        var action = (await ActionsAsync(fix, document, diagnostic)).FirstOrDefault(one => titleContains is null || one.Title.Contains(titleContains, StringComparison.Ordinal));
        Assert.True(action is not null, $"No fix for {diagnostic}.");
        await ExpectAsync(analyzer, fix, document, await ApplyAsync(document, action), after, options);
    }

    /// <summary>What the first fix of the first finding makes of a source, which compiles and is clean then.</summary>
    public static async Task<string> FixAsync(this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string before)
    {
        var document = Open(before);
        var changed = await ApplyAsync(document, (await ActionsAsync(fix, document, (await FindAsync(analyzer, fix, document, null))[0]))[0]);
        Assert.Empty(await FindAsync(analyzer, fix, changed, null));
        return (await changed.GetTextAsync()).ToString();
    }

    /// <summary>Asserts that "fix all in document" turns one source into another, which compiles and is clean.</summary>
    /// <param name="analyzer">The rule.</param>
    /// <param name="fix">Its fix.</param>
    /// <param name="before">The source that is reported.</param>
    /// <param name="after">What it shall become.</param>
    /// <param name="options">Options of <c>.editorconfig</c>.</param>
    /// <param name="titleContains">Which fix of the first finding; no key is given where it has none such, as <c>dotnet format</c> does.</param>
    /// <param name="left">How many findings stay, because they have no fix.</param>
    public static async Task FixesAllAsync(
        this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string before, string after, IReadOnlyDictionary<string, string>? options = null, string titleContains = "", int left = 0)
    {
        var document = Open(before);
        var found = await FindAsync(analyzer, fix, document, options);
        var key = (await ActionsAsync(fix, document, found[0])).FirstOrDefault(one => one.Title.Contains(titleContains, StringComparison.Ordinal))?.EquivalenceKey;
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, key, fix.FixableDiagnosticIds, new Known(found), TestContext.Current.CancellationToken);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        await ExpectAsync(analyzer, fix, document, await ApplyAsync(document, action!), after, options, left);
    }

    /// <summary>Asserts of each finding of a source that its fix, where it is offered one, compiles, removes it and brings no other.</summary>
    /// <returns>How many fixes were offered.</returns>
    public static async Task<int> EachFixHoldsAsync(this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string source)
    {
        var document = Open(source);
        var before = await RunAsync(analyzer, document, null);
        var offered = 0;
        foreach (var finding in before.Where(one => fix.FixableDiagnosticIds.Contains(one.Id)))
        {
            foreach (var action in await ActionsAsync(fix, document, finding))
            {
                var changed = await ApplyAsync(document, action);
                var after = await RunAsync(analyzer, changed, null);
                Assert.True(after.Count < before.Count, $"{finding}\n{string.Join('\n', after)}\n{await changed.GetTextAsync()}");
                offered++;
            }
        }

        return offered;
    }

    /// <summary>Asserts that a finding is offered no fix.</summary>
    public static async Task OffersNoFixAsync(this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string source)
    {
        var document = Open(source);
        Assert.Empty(await ActionsAsync(fix, document, (await FindAsync(analyzer, fix, document, null))[0]));
    }

    /// <summary>Asserts which fixes the first finding is offered, in their order.</summary>
    public static async Task OffersOnlyAsync(this DiagnosticAnalyzer analyzer, CodeFixProvider fix, string source, params string[] titles)
    {
        var document = Open(source);
        Assert.Equal(titles, (await ActionsAsync(fix, document, (await FindAsync(analyzer, fix, document, null))[0])).Select(action => action.Title));
    }

    /// <summary>Clean is what the fix is for; and no finding of another rule may come that was not there before.</summary>
    private static async Task ExpectAsync(
        DiagnosticAnalyzer analyzer, CodeFixProvider fix, Document before, Document document, string after, IReadOnlyDictionary<string, string>? options, int left = 0)
    {
        Assert.Equal(after.ReplaceLineEndings(), (await document.GetTextAsync()).ToString().ReplaceLineEndings());
        Assert.Equal(left, (await FindAsync(analyzer, fix, document, options)).Count);
        var known = (await RunAsync(analyzer, before, options)).Select(one => one.Id).ToList();
        Assert.All(await RunAsync(analyzer, document, options), one => Assert.True(known.Remove(one.Id), $"new: {one}"));
    }

    private static Document Open(string source, string usings = Compiled.Usings)
    {
        var workspace = new AdhocWorkspace();
        var compilation = Compiled.From([]);
        var project = workspace.AddProject("Subject", LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options);
        project = project.AddDocument("Usings.cs", usings).Project;
        return project.AddDocument("Subject.cs", SourceText.From(source), filePath: "/subject/Subject.cs");
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, Document document, IReadOnlyDictionary<string, string>? options) =>
        [.. (await RunAsync(analyzer, document, options)).Where(one => fix.FixableDiagnosticIds.Contains(one.Id))];

    private static async Task<IReadOnlyList<Diagnostic>> RunAsync(DiagnosticAnalyzer analyzer, Document document, IReadOnlyDictionary<string, string>? options) =>
        await analyzer.RunAsync(((CSharpCompilation)(await document.Project.GetCompilationAsync())!).WithoutErrors(), options);

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>());
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        return await Formatter.FormatAsync(changed, Formatter.Annotation, cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
