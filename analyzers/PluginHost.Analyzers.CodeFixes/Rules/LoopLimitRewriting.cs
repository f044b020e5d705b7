using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Begins a limit before a loop and lets the waits in it use that one.</summary>
internal sealed class LoopLimitRewriting(DocumentEditor editor)
{
    private const string Source = "global::System.Threading.CancellationTokenSource";

    private readonly NewNames _names = new();

    /// <summary>Changes the source for one finding; <see langword="false"/> where it has no place for a limit.</summary>
    public bool Apply(Diagnostic diagnostic)
    {
        var root = editor.OriginalRoot;
        if (diagnostic.AdditionalLocations.Count < 2
            || diagnostic.AdditionalLocations.Any(location => location.SourceTree?.FilePath != root.SyntaxTree.FilePath)
            || root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan) is not StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } loop
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } wait)
        {
            return false;
        }

        var limitedBy = root.FindNode(diagnostic.AdditionalLocations[1].SourceSpan, getInnermostNodeForTie: true);
        return diagnostic.Properties.TryGetValue(MultipliedTimeoutRule.KindKey, out var kind) && kind switch
        {
            nameof(WaitKind.Delay) => ShareDelay(loop, limitedBy),
            nameof(WaitKind.WaitAsync) => ShareToken(loop, wait),
            nameof(WaitKind.Token) => limitedBy is BaseObjectCreationExpressionSyntax creation ? LinkCreated(loop, creation) : LinkArmed(loop, limitedBy.FirstAncestorOrSelf<InvocationExpressionSyntax>()),
            nameof(WaitKind.Blocking) => diagnostic.Properties.TryGetValue(MultipliedTimeoutRule.LimitKey, out var limit) && limit is not null && Watch(loop, limit),
            _ => false,
        };
    }

    /// <summary><c>Task.Delay(t)</c> begins before the loop and is raced in all its passes.</summary>
    private bool ShareDelay(StatementSyntax loop, SyntaxNode time)
    {
        if (time.FirstAncestorOrSelf<InvocationExpressionSyntax>(one => loop.Span.Contains(one.Span) && one.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" }) is not { } delay
            || !StandsBefore(loop, delay))
        {
            return false;
        }

        var name = _names.Of(loop, "overall");
        Insert(loop, $"var {name} = {delay.WithoutTrivia()};");
        editor.ReplaceNode(delay, SyntaxFactory.IdentifierName(name).WithTriviaFrom(delay));
        return true;
    }

    /// <summary><c>WaitAsync(t)</c> becomes <c>WaitAsync(overall.Token)</c>.</summary>
    private bool ShareToken(StatementSyntax loop, InvocationExpressionSyntax wait)
    {
        var arguments = wait.ArgumentList.Arguments;
        if (wait.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" }
            || arguments.Count is 0 or > 2 || arguments.Any(argument => !StandsBefore(loop, argument.Expression)))
        {
            return false;
        }

        var token = arguments.Count == 2 ? arguments[1].Expression.WithoutTrivia().ToString() : NewNames.OfToken(editor.SemanticModel, loop);
        var name = Arm(loop, arguments[0].Expression, token);
        var shared = SyntaxFactory.SeparatedList([SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{name}.Token"))]);
        editor.ReplaceNode(wait.ArgumentList, wait.ArgumentList.WithArguments(shared));
        return true;
    }

    /// <summary><c>new CancellationTokenSource(t)</c> in the loop becomes a source linked to the one before it.</summary>
    private bool LinkCreated(StatementSyntax loop, BaseObjectCreationExpressionSyntax creation)
    {
        if (!loop.Span.Contains(creation.Span) || creation.ArgumentList?.Arguments is not { Count: 1 } arguments || !StandsBefore(loop, arguments[0].Expression))
        {
            return false;
        }

        var name = Arm(loop, arguments[0].Expression, token: null);
        editor.ReplaceNode(creation, NewCode.Expression($"{Source}.CreateLinkedTokenSource({name}.Token)").WithTriviaFrom(creation));
        return true;
    }

    /// <summary>A source of one pass that <c>CancelAfter</c> arms is linked to the one before the loop.</summary>
    private bool LinkArmed(StatementSyntax loop, InvocationExpressionSyntax? arming)
    {
        if (arming is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CancelAfter", Expression: IdentifierNameSyntax source }, ArgumentList.Arguments: { Count: 1 } times }
            || !StandsBefore(loop, times[0].Expression)
            || editor.SemanticModel.GetSymbolInfo(source).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
            || references[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value })
        {
            return false;
        }

        if (!loop.Span.Contains(value.Span))
        {
            // Armed anew in each pass: armed once instead.
            if (arming.Parent is not ExpressionStatementSyntax statement || statement.Parent is not BlockSyntax)
            {
                return false;
            }

            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            Insert(loop, statement.WithoutTrivia().ToString());
            return true;
        }

        if (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateLinkedTokenSource" } } link)
        {
            if (link.ArgumentList.Arguments.Any(argument => !StandsBefore(loop, argument.Expression)))
            {
                return false;
            }

            var name = Arm(loop, times[0].Expression, link.ArgumentList.Arguments.ToString());
            editor.ReplaceNode(link.ArgumentList, SyntaxFactory.ParseArgumentList($"({name}.Token)").WithTriviaFrom(link.ArgumentList));
            return true;
        }

        if (value is BaseObjectCreationExpressionSyntax creation)
        {
            var name = Arm(loop, times[0].Expression, token: null);
            editor.ReplaceNode(creation, NewCode.Expression($"{Source}.CreateLinkedTokenSource({name}.Token)").WithTriviaFrom(creation));
            return true;
        }

        return false;
    }

    /// <summary>Where nothing can be cancelled, the loop looks at a clock in each pass.</summary>
    private bool Watch(StatementSyntax loop, string limit)
    {
        var body = LoopBodies.BodyOf(loop);
        if (body is null)
        {
            return false;
        }

        var name = _names.Of(loop, "overall");
        Insert(loop, $"var {name} = global::System.Diagnostics.Stopwatch.StartNew();");
        var check = NewCode.Statement($"if ({name}.ElapsedMilliseconds > {limit}) {{ throw new global::System.TimeoutException(); }}");
        editor.InsertFirst(body, check);
        return true;
    }

    private string Arm(StatementSyntax loop, ExpressionSyntax time, string? token)
    {
        var name = _names.Of(loop, "overall");
        if (token is null)
        {
            Insert(loop, $"using var {name} = new {Source}({time.WithoutTrivia()});");
        }
        else
        {
            Insert(loop, $"using var {name} = {Source}.CreateLinkedTokenSource({token});", $"{name}.CancelAfter({time.WithoutTrivia()});");
        }

        return name;
    }

    private void Insert(StatementSyntax loop, params string[] statements) => editor.AddBefore(loop, [.. statements.Select(NewCode.Statement)]);

    /// <summary>Whether an expression means the same before the loop: it names nothing that the loop declares or changes.</summary>
    private bool StandsBefore(StatementSyntax loop, ExpressionSyntax expression) =>
        editor.SemanticModel.AnalyzeDataFlow(loop) is { Succeeded: true } flow
        && !expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            editor.SemanticModel.GetSymbolInfo(name).Symbol is { Kind: SymbolKind.Local or SymbolKind.Parameter } symbol
            && (flow.VariablesDeclared.Contains(symbol, SymbolEqualityComparer.Default) || flow.WrittenInside.Contains(symbol, SymbolEqualityComparer.Default)));
}
