using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Arms a source anew in each pass of a loop, or has an HTTP call wait for the headers alone.</summary>
internal sealed class IdleLimitRewriting(DocumentEditor editor)
{
    private const string Option = "global::System.Net.Http.HttpCompletionOption.ResponseHeadersRead";

    public bool Apply(Diagnostic diagnostic)
    {
        var root = editor.OriginalRoot;
        if (diagnostic.AdditionalLocations.Count == 0 || diagnostic.AdditionalLocations[0].SourceTree?.FilePath != root.SyntaxTree.FilePath)
        {
            return false;
        }

        var loop = root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan);
        return root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } creation => HolderOf(creation) is { } holder && Rearm(loop, holder, arguments[0].Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => access.Name.Identifier.ValueText switch
            {
                "CancelAfter" when call.ArgumentList.Arguments.Count == 1 => MoveInto(loop, call) || Rearm(loop, access.Expression.WithoutTrivia().ToString(), call.ArgumentList.Arguments[0].Expression),
                "GetAsync" or "SendAsync" or "Send" => ReadHeadersOnly(call),
                _ => false,
            },
            _ => false,
        };
    }

    /// <summary>What the new source is kept in.</summary>
    private static string? HolderOf(ExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } assignment => assignment.Left.WithoutTrivia().ToString(),
        _ => null,
    };

    private bool Rearm(SyntaxNode loop, string holder, ExpressionSyntax time)
    {
        if (LoopBodies.BodyOf(loop) is not { } body || !MeansTheSameIn(body, time) || !Sees(body, holder))
        {
            return false;
        }

        editor.InsertFirst(body, NewCode.Statement($"{holder}.CancelAfter({time.WithoutTrivia()});"));
        return true;
    }

    /// <summary>The line just before the loop becomes the first in it, unless the loop reads before its first pass.</summary>
    private bool MoveInto(SyntaxNode loop, InvocationExpressionSyntax arming)
    {
        if (loop is not (WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax) || loop.ChildNodes().OfType<ExpressionSyntax>().Any(part => part.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax))
            || arming.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement || block.Statements.IndexOf(statement) is var at && (at + 1 >= block.Statements.Count || block.Statements[at + 1] != loop)
            || LoopBodies.BodyOf(loop) is not { } body || !MeansTheSameIn(body, arming.ArgumentList.Arguments[0].Expression))
        {
            return false;
        }

        editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
        editor.InsertFirst(body, statement.WithAdditionalAnnotations(Formatter.Annotation));
        return true;
    }

    private bool ReadHeadersOnly(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var option = SyntaxFactory.Argument(NewCode.Expression(Option));
        var given = arguments.FirstOrDefault(argument => editor.SemanticModel.GetTypeInfo(argument.Expression).Type?.Name == "HttpCompletionOption");
        if (given is not null)
        {
            editor.ReplaceNode(given.Expression, option.Expression.WithTriviaFrom(given.Expression));
            return true;
        }

        if (arguments.Count is 0 or > 2 || arguments.Any(argument => argument.NameColon is not null))
        {
            return false;
        }

        var changed = arguments.Insert(1, option);
        if (arguments.Count == 1 && editor.SemanticModel.GetSymbolInfo(call).Symbol is { Name: "Send" })
        {
            changed = changed.Add(SyntaxFactory.Argument(NewCode.Expression("global::System.Threading.CancellationToken.None")));
        }

        editor.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            changed, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), changed.Count - 1))));
        return true;
    }

    /// <summary>Whether an expression names the same things in the loop, and the loop changes none of them.</summary>
    private bool MeansTheSameIn(StatementSyntax body, ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name =>
        editor.SemanticModel.GetSymbolInfo(name).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Parameter } symbol
        || (editor.SemanticModel.LookupSymbols(body.SpanStart, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default)
            && editor.SemanticModel.AnalyzeDataFlow(body) is { Succeeded: true } flow && !flow.WrittenInside.Contains(symbol, SymbolEqualityComparer.Default)));

    private bool Sees(StatementSyntax body, string holder) =>
        editor.SemanticModel.LookupSymbols(body.SpanStart, name: holder.Substring(holder.LastIndexOf('.') + 1)) is { IsEmpty: false };
}
