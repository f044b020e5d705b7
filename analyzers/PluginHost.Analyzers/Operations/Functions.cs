using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Operations;

/// <summary>Tells in which function an operation stands.</summary>
internal static class Functions
{
    /// <summary>The lambda, local function or member body around an operation.</summary>
    public static IOperation FunctionAround(this IOperation operation, CodeBlock block) =>
        operation.Ancestors().FirstOrDefault(above => above is IAnonymousFunctionOperation or ILocalFunctionOperation) ?? block.Root;

    /// <summary>The names of the functions around an operation, from the closest on to the member.</summary>
    public static IEnumerable<string> NamesAround(this IOperation operation, CodeBlock block) =>
        operation.Ancestors().OfType<ILocalFunctionOperation>().Select(function => function.Symbol.Name).Append((block.Owner as IMethodSymbol)?.AssociatedSymbol?.Name ?? block.Owner.Name);

    /// <summary>The method or local function whose body holds an operation; <see langword="null"/> inside a lambda.</summary>
    public static IMethodSymbol? MethodAround(this IOperation operation, CodeBlock block) => operation.FunctionAround(block) switch
    {
        IAnonymousFunctionOperation => null,
        ILocalFunctionOperation local => local.Symbol,
        _ => block.Owner as IMethodSymbol,
    };

    /// <summary>Whether all calls of a method stand in its own type.</summary>
    public static bool IsSeenWhole(this IMethodSymbol method) => method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction;
}
