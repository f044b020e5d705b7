using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>Finds what can be done about the writes of one document that drop a connection.</summary>
internal sealed class Repairs
{
    private readonly RepairScope _scope;
    private readonly SemanticModel _model;
    private readonly LifecycleOptions _options;
    private readonly CancellationToken _cancellationToken;

    public Repairs(RepairScope scope)
    {
        (_scope, _model, _cancellationToken) = (scope, scope.Model, scope.CancellationToken);
        _options = scope.OptionsOf(RuleIdentifiers.DroppedConnection);
    }

    /// <summary>
    /// What can be done about one of them. First the one that only closes what was held: the type's own closing method may do
    /// more, such as to tell listeners or to wait for a thread that is this one.
    /// </summary>
    public IEnumerable<Repair> Of(Diagnostic diagnostic)
    {
        if (DroppedWrite.At(_scope.Root, diagnostic.Location.SourceSpan, _model, _cancellationToken) is not { } write)
        {
            yield break;
        }

        var statement = write.Place as StatementSyntax;
        var canAwait = statement is not null && DiscardRewriting.CanAwait(statement);
        var (position, holder) = (write.Holder.SpanStart, write.Holder.WithoutTrivia().ToString());
        var closing = ClosingMember.Of(write.Type, _model, position);
        if (statement is not null && write.Value is not null && canAwait && ClosingMember.IsAsync(write.Type, _model, position) && !BindsWhatIsBound(write))
        {
            yield return new Repair($"Dispose what '{write.Symbol.Name}' held, and wait for it", Repair.Dispose, statement, (root, place) => CloseAwaiting(root, (ExpressionStatementSyntax)place, write, holder));
        }
        else if (closing is not null && Close(write, statement, holder, closing) is { } apply)
        {
            yield return new Repair($"{closing} what '{write.Symbol.Name}' held", Repair.Dispose, write.Place, apply);
        }

        if (statement is not null && ClosingMethod.For(write.Symbol, statement, _options.ClosingMethodNames, canAwait, _cancellationToken) is { } method)
        {
            var call = method.IsAwaited ? $"await {method.Name}().ConfigureAwait(false);" : $"{method.Name}();";
            yield return new Repair(
                $"Call {method.Name}() first", Repair.CallClosing, statement,
                (root, place) => Rewriting.Surround(root, (StatementSyntax)place, [call], write.IsNull && method.LeavesNull ? null : (StatementSyntax)place, []));
        }
    }

    private Func<SyntaxNode, SyntaxNode, SyntaxNode>? Close(DroppedWrite write, StatementSyntax? statement, string holder, string closing)
    {
        if (write.IsField && write.Value is not null && !BindsWhatIsBound(write))
        {
            return (root, place) =>
            {
                var done = SyntaxFactory.ConditionalAccessExpression(
                    Exchange(DroppedWrite.WriteIn(place)).WithoutTrivia(),
                    SyntaxFactory.InvocationExpression(SyntaxFactory.MemberBindingExpression(SyntaxFactory.IdentifierName(closing))));
                var old = place is ExpressionStatementSyntax one ? one.Expression : (ExpressionSyntax)place;
                return root.ReplaceNode(old, done.WithTriviaFrom(old));
            };
        }

        return statement is null ? null
            : write.IsNull || write.Value is null || BindsWhatIsBound(write)
                ? (root, place) => Rewriting.Surround(root, (StatementSyntax)place, [$"{holder}?.{closing}();"], (StatementSyntax)place, [])
                : (root, place) =>
                {
                    var old = FreeNames.ForOld(write.Symbol.Name, place);
                    return Rewriting.Surround(root, (StatementSyntax)place, [$"var {old} = {holder};"], (StatementSyntax)place, [$"{old}?.{closing}();"]);
                };
    }

    private SyntaxNode CloseAwaiting(SyntaxNode root, ExpressionStatementSyntax place, DroppedWrite write, string holder)
    {
        var old = FreeNames.ForOld(write.Symbol.Name, place);
        var (gap, indentation, step) = Layout.Of(place);
        var line = gap + indentation;
        var isNotNull = place.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 } ? "is not null" : "!= null";
        var close = $"if ({old} {isNotNull}){line}{{{line}{step}await {old}.DisposeAsync().ConfigureAwait(false);{line}}}";
        if (write is { IsField: true, IsNull: false } || write.IsExchange)
        {
            var exchange = Exchange(DroppedWrite.WriteIn(place)).WithoutTrivia();
            var declaration = SyntaxFactory.LocalDeclarationStatement(SyntaxFactory.VariableDeclaration(
                SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(old).WithInitializer(SyntaxFactory.EqualsValueClause(
                    SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space), exchange)))));
            return Rewriting.Surround(root, place, [], declaration.WithTriviaFrom(place), [close]);
        }

        return Rewriting.Surround(root, place, [$"var {old} = {holder};"], place, [close]);
    }

    /// <summary>The new one is made before the old one goes, in one step for whoever looks at the field meanwhile.</summary>
    private ExpressionSyntax Exchange(ExpressionSyntax write)
    {
        if (write is not AssignmentExpressionSyntax assignment)
        {
            return write;
        }

        var generator = SyntaxGenerator.GetGenerator(_scope.Document);
        var interlocked = (ExpressionSyntax)generator.TypeExpression(_model.Compilation.GetTypesByMetadataName("System.Threading.Interlocked")[0], addImport: true)
            .WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
        var after = assignment.OperatorToken.TrailingTrivia;
        var arguments = SyntaxFactory.SeparatedList(
            [
                SyntaxFactory.Argument(null, SyntaxFactory.Token(SyntaxKind.RefKeyword).WithTrailingTrivia(SyntaxFactory.Space), assignment.Left.WithoutTrivia().WithTrailingTrivia(Comments(assignment.Left.GetTrailingTrivia()))),
                SyntaxFactory.Argument(assignment.Right.WithoutTrailingTrivia()),
            ],
            [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(after.Count > 0 ? after : SyntaxFactory.TriviaList(SyntaxFactory.Space))]);
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, interlocked, SyntaxFactory.IdentifierName("Exchange")), SyntaxFactory.ArgumentList(arguments));
    }

    private static IEnumerable<SyntaxTrivia> Comments(SyntaxTriviaList trivia) =>
        trivia.All(one => one.IsKind(SyntaxKind.WhitespaceTrivia)) ? [] : trivia.Where(one => !one.IsKind(SyntaxKind.WhitespaceTrivia)).Prepend(SyntaxFactory.Space);

    /// <summary>Two cannot have one address: there the old one must go before the new one is made.</summary>
    private bool BindsWhatIsBound(DroppedWrite write) =>
        write is { Value: { } value, IsExchange: false }
        && _model.GetOperation(value, _cancellationToken) is IObjectCreationOperation { Constructor: { } constructor }
        && (constructor.ContainingType.Name == "NamedPipeServerStream"
            || (constructor.ContainingType.Name == "UdpClient" && constructor.Parameters.FirstOrDefault()?.Name is "port" or "localEP"));
}
