using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Gives a loop that connects a delay: begun before it, waited for by the handlers, doubled there, reset by success.</summary>
internal sealed class BackoffRewriting(DocumentEditor editor)
{
    private const string Span = "global::System.TimeSpan";
    private const string Start = $"{Span}.FromSeconds(1)";

    private readonly NewNames _names = new();

    public bool Apply(Diagnostic diagnostic)
    {
        var root = editor.OriginalRoot;
        if (diagnostic.AdditionalLocations.Count < 2 || diagnostic.AdditionalLocations.Any(location => location.SourceTree?.FilePath != root.SyntaxTree.FilePath)
            || root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan) is not StatementSyntax loop || LoopBodies.BodyOf(loop) is null || loop.Parent is not (BlockSyntax or SwitchSectionSyntax)
            || Successor(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is not { } connected)
        {
            return false;
        }

        var handlers = diagnostic.AdditionalLocations.Skip(1).Select(location => root.FindNode(location.SourceSpan).FirstAncestorOrSelf<CatchClauseSyntax>()).OfType<CatchClauseSyntax>().ToList();
        var name = _names.Of(loop, "delay");
        editor.AddBefore(loop, NewCode.Statement($"var {name} = {Start};"));
        connected(NewCode.Statement($"{name} = {Start};"));
        foreach (var handler in handlers)
        {
            Wait(handler.Block, Pause(loop, handler, name), NewCode.Statement($"{name} = {Span}.FromTicks(global::System.Math.Min({name}.Ticks * 2, {Span}.FromSeconds(30).Ticks));"));
        }

        return true;
    }

    /// <summary>How to add what runs when the connect has succeeded; <see langword="null"/> where there is no place for it.</summary>
    private Action<StatementSyntax>? Successor(SyntaxNode connect)
    {
        var statement = connect.FirstAncestorOrSelf<StatementSyntax>();
        return statement switch
        {
            ExpressionStatementSyntax or LocalDeclarationStatementSyntax when statement.Parent is BlockSyntax block => added => InsertAfter(statement, block, added),
            ExpressionStatementSyntax => added => editor.ReplaceNode(statement, (now, _) => SyntaxFactory.Block((StatementSyntax)now, added).WithAdditionalAnnotations(Formatter.Annotation)),
            UsingStatementSyntax { Statement: BlockSyntax { Statements.Count: > 0 } body } => added => editor.InsertFirst(body, added),
            _ => null,
        };
    }

    private void InsertAfter(StatementSyntax statement, BlockSyntax block, StatementSyntax added)
    {
        // Nobody asks for the delay of a loop that is left.
        if (block.Statements.SkipWhile(one => one != statement).ElementAtOrDefault(1) is not (ReturnStatementSyntax or BreakStatementSyntax))
        {
            editor.AddAfter(statement, added);
        }
    }

    private StatementSyntax Pause(StatementSyntax loop, CatchClauseSyntax handler, string name)
    {
        var random = editor.SemanticModel.Compilation.GetTypesByMetadataName("System.Random").Any(type => type.GetMembers("Shared").Length > 0) ? "global::System.Random.Shared" : "new global::System.Random()";
        var time = $"{name} + {Span}.FromMilliseconds({random}.Next(250))";
        return DiscardRewriting.CanAwait(handler.Block)
            ? NewCode.Statement($"await global::System.Threading.Tasks.Task.Delay({time}{(Token(loop) is { } token ? $", {token}" : "")});")
            : NewCode.Statement($"global::System.Threading.Thread.Sleep({time});");
    }

    /// <summary>The last thing that a handler does, but for a <c>continue</c>; the first where it may go on from elsewhere.</summary>
    private void Wait(BlockSyntax handler, StatementSyntax pause, StatementSyntax longer)
    {
        var jumps = handler.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ContinueStatementSyntax>().ToList();
        if (jumps.Count == 0 && handler.Statements.Count > 0)
        {
            editor.AddAfter(handler.Statements.Last(), pause, longer);
        }
        else if (jumps.Count == 1 && jumps[0].Parent == handler && handler.Statements.Last() == jumps[0])
        {
            editor.AddBefore(jumps[0], pause, longer);
        }
        else if (handler.Statements.Count > 0)
        {
            editor.AddBefore(handler.Statements[0], pause, longer);
        }
        else
        {
            // What is said in an empty handler stays there.
            var open = handler.OpenBraceToken;
            var brace = handler.CloseBraceToken.WithLeadingTrivia(handler.CloseBraceToken.LeadingTrivia.Where(one => one.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
            var comments = handler.CloseBraceToken.LeadingTrivia;
            if (!open.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            {
                (comments, open) = (open.TrailingTrivia.AddRange(comments), open.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed));
            }

            editor.ReplaceNode(handler, handler
                .WithOpenBraceToken(open)
                .WithStatements(SyntaxFactory.List([pause.WithLeadingTrivia(comments.Add(SyntaxFactory.ElasticMarker)), longer]))
                .WithCloseBraceToken(brace)
                .WithAdditionalAnnotations(Formatter.Annotation));
        }
    }

    /// <summary>The token that stops the loop: the one it tests, else the one that its method is given.</summary>
    private string? Token(StatementSyntax loop)
    {
        var tested = loop.ChildNodes().OfType<ExpressionSyntax>().SelectMany(condition => condition.DescendantNodesAndSelf()).OfType<MemberAccessExpressionSyntax>()
            .FirstOrDefault(access => access.Name.Identifier.ValueText == "IsCancellationRequested")?.Expression;
        if (tested is not null)
        {
            return editor.SemanticModel.GetTypeInfo(tested).Type?.Name switch
            {
                "CancellationToken" => tested.WithoutTrivia().ToString(),
                "CancellationTokenSource" => $"{tested.WithoutTrivia()}.Token",
                _ => null,
            };
        }

        return NewNames.OfToken(editor.SemanticModel, loop);
    }
}
