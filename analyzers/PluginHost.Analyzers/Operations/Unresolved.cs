using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Operations;

/// <summary>
/// Decides for all rules what code with errors still tells. A part that does not resolve may close, keep or change whatever
/// it mentions, and nothing else; where not even the statements are sure, the whole body tells nothing.
/// </summary>
internal static class Unresolved
{
    /// <summary>Whether the compiler could make nothing of an operation: an unknown type, an unknown member, arguments that fit nothing.</summary>
    public static bool DoesNotResolve(this IOperation operation) => operation.Kind == OperationKind.Invalid;

    /// <summary>Whether an operation stands in a part that does not resolve.</summary>
    public static bool IsInUnresolved(this IOperation operation) => operation.Ancestors().Any(DoesNotResolve);

    /// <summary>Whether a piece of source has syntax errors.</summary>
    public static bool DoesNotParse(this SyntaxNode node) =>
        node.ContainsDiagnostics && node.GetDiagnostics().Any(one => one.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether an operation does not resolve and may do more than to write a log, which it does not by what it is called.</summary>
    public static bool MayDoAnything(this IOperation operation) =>
        operation.DoesNotResolve()
        && (operation.Ancestors().LastOrDefault(DoesNotResolve) ?? operation).Syntax is var whole
        && !(whole is InvocationExpressionSyntax { Expression: var called } && called.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => LogWords.AreIn(name.Identifier.ValueText)));

    /// <summary>Whether the way that control takes through a body is a guess: it does not parse, or a whole statement makes no sense.</summary>
    public static bool HasUnsureFlow(this CodeBlock block) =>
        block.Root.Syntax.DoesNotParse()
        || block.Operations.Any(one => one.Syntax is ExpressionStatementSyntax { Expression: var expression } ? IsHalf(expression) : one.DoesNotResolve() && one.Syntax is StatementSyntax);

    /// <summary>Whether a function that must return something runs off its end: it is not written to the end yet.</summary>
    public static bool IsUnfinished(this ControlFlowGraph graph, ISymbol owner) =>
        owner is IMethodSymbol { ReturnsVoid: false, MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor) } method
        && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false })
        && graph.RunsOffItsEnd()
        && !graph.OriginalOperation.DescendantsAndSelf(intoFunctions: false).Any(one => one.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak);

    /// <summary>Whether the member whose code an operation is part of does not parse.</summary>
    public static bool StandsInUnparsed(this IOperation operation) =>
        operation.Syntax.SyntaxTree.GetRoot().ContainsDiagnostics && operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.DoesNotParse();

    /// <summary>The names that a part mentions in any way in which it can get hold of what they stand for.</summary>
    public static HashSet<string> NamesIn(IOperation part)
    {
        var plain = PlainValuesIn(part);
        return [.. part.Syntax.DescendantNodesAndSelf(node => !plain.Contains(node))
            .OfType<SimpleNameSyntax>()
            .Where(name => !plain.Contains(name))
            .Select(name => name.Identifier.ValueText)];
    }

    /// <summary>Sub-expressions that resolve to a number, a text or another plain value: nothing more than that is given away.</summary>
    private static HashSet<SyntaxNode> PlainValuesIn(IOperation part)
    {
        var (all, unsure) = (part.DescendantsAndSelf().ToList(), new HashSet<IOperation>(SameOperation.Instance));
        foreach (var operation in all.Where(DoesNotResolve))
        {
            for (IOperation? above = operation; above is not null && unsure.Add(above) && !ReferenceEquals(above, part); above = above.Parent)
            {
            }
        }

        return [.. all.Where(one => !unsure.Contains(one) && one.Syntax != part.Syntax && IsPlain(one.Type)).Select(one => one.Syntax)];
    }

    /// <summary>An expression that is no statement: somebody is about to write on.</summary>
    private static bool IsHalf(ExpressionSyntax expression) =>
        expression is NameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax or InstanceExpressionSyntax or BinaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax;

    private static bool IsPlain(ITypeSymbol? type) => type switch
    {
        null or { TypeKind: TypeKind.Error or TypeKind.Delegate or TypeKind.Array or TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic } => false,
        { SpecialType: SpecialType.System_Object } or INamedTypeSymbol { IsGenericType: true } => false,
        { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum } => true,
        _ => type.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
            && type.DeclaringSyntaxReferences.IsEmpty && type.AllInterfaces.All(one => one.Name is not ("IDisposable" or "IAsyncDisposable")),
    };
}
