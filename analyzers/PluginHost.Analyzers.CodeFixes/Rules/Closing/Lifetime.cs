using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Answers whether a connection may be closed at the end of the block that opens it: nobody uses it longer.</summary>
internal sealed class Lifetime(Opening opening, SemanticModel model)
{
    private static readonly string[] Keepers = ["Add", "TryAdd", "Enqueue", "Push", "Insert", "AddRange", "TryWrite", "SetResult", "TrySetResult"];

    /// <summary>Whether the function is through with it when its block ends.</summary>
    public bool Ends()
    {
        var (found, open) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default) { opening.Holder! }, new Queue<ISymbol>());
        open.Enqueue(opening.Holder!);
        while (open.Count > 0)
        {
            foreach (var use in opening.UsesOf(open.Dequeue(), model))
            {
                // A function inside may run at any time.
                if (use.Ancestors().TakeWhile(node => node != opening.Body).Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || !Stays(use, out var next))
                {
                    return false;
                }

                if (next is not null && found.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return IsMeantToEnd();
    }

    /// <summary>A timer, or what raises events, may be meant to go on: unless the function has an end in mind for it.</summary>
    private bool IsMeantToEnd() =>
        (TypeOf(opening.Holder!) is not { Name: "Timer" } && !opening.UsesOf(opening.Holder!, model).Any(IsSubscribed))
        || UserResources.ClosingsIn(opening.Body, opening.Holder!.Name).Any();

    private bool IsSubscribed(IdentifierNameSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } } access
        && model.GetSymbolInfo(access).Symbol is IEventSymbol;

    private static ITypeSymbol? TypeOf(ISymbol holder) => (holder as ILocalSymbol)?.Type ?? (holder as IParameterSymbol)?.Type;

    /// <summary>Follows a value outwards, through what it is called on and given to.</summary>
    /// <param name="use">Where it is named.</param>
    /// <param name="next">The variable that something of it goes into.</param>
    private bool Stays(ExpressionSyntax use, out ISymbol? next)
    {
        next = null;
        for (SyntaxNode node = use; node.Parent is { } parent; node = parent)
        {
            if (node is ExpressionSyntax expression and not BaseObjectCreationExpressionSyntax && !CanCarry(model.GetTypeInfo(expression).Type))
            {
                return true;
            }

            if (model.GetSymbolInfo(node).Symbol is IMethodSymbol && node is MemberAccessExpressionSyntax && parent is not InvocationExpressionSyntax)
            {
                return false;
            }

            switch (parent)
            {
                case ReturnStatementSyntax or YieldStatementSyntax or ArrowExpressionClauseSyntax:
                    return false;
                case ExpressionStatementSyntax:
                    return !IsUnderway(model.GetTypeInfo(node).Type);
                case StatementSyntax:
                    return true;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    next = model.GetDeclaredSymbol(variable);
                    return next is ILocalSymbol;
                case AssignmentExpressionSyntax assignment when assignment.Left == node:
                    return true;
                case AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment:
                    next = model.GetSymbolInfo(assignment.Left).Symbol;
                    return next is ILocalSymbol || (next is IDiscardSymbol && !IsUnderway(model.GetTypeInfo(node).Type));
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } when node is ArgumentListSyntax && Keepers.Contains(name):
                    return false;
            }
        }

        return false;
    }

    /// <summary>Work that nobody waits for.</summary>
    private static bool IsUnderway(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask" or "IAsyncResult" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" };

    /// <summary>Whether something of that type can be of use only while the connection is open.</summary>
    private static bool CanCarry(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Delegate or TypeKind.TypeParameter or TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object }
        || (type.SpecialType != SpecialType.System_Void
            && (IsUnderway(type)
                || type.Name is "CancellationToken" or "PipeReader" or "PipeWriter" or "IDuplexPipe" or "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter"
                || type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator" or "IQueryable" }
                || type.Name is "IDisposable" or "IAsyncDisposable"
                || type.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable")));
}
