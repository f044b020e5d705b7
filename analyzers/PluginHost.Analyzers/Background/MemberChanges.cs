using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>Tells whether the place where a member is named changes what a loop sees of it.</summary>
internal static class MemberChanges
{
    private const int MostAliases = 4;

    /// <summary>Calls after which a member is what it was before; to dispose a token source does not cancel it.</summary>
    private static readonly ISet<string> Nothing = new HashSet<string>(StringComparer.Ordinal) { "Join", "Wait", "ToString", "GetHashCode", "Equals", "TryReset", "Register", "ContainsKey", "Contains", "TryGetValue" };

    public static bool IsChange(IOperation mention, CodeBlock block)
    {
        var (open, seen) = (new Stack<IOperation>(), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        open.Push(mention);
        while (open.Count > 0)
        {
            var (changes, alias) = Follow(open.Pop());
            if (changes)
            {
                return true;
            }

            if (alias is not null && seen.Count < MostAliases && seen.Add(alias))
            {
                foreach (var use in block.Operations.Where(one => one is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, alias)))
                {
                    open.Push(use);
                }
            }
        }

        return false;
    }

    /// <summary>What becomes of a value: changed here, or kept in a local.</summary>
    private static (bool Changes, ILocalSymbol? Alias) Follow(IOperation value)
    {
        var isSource = Framework.Is(value.Type, "CancellationTokenSource");
        for (var (inner, above) = (value, value.Parent); above is not null; (inner, above) = (above, above.Parent))
        {
            switch (above)
            {
                case IConversionOperation or IParenthesizedOperation or ITupleOperation or ICoalesceOperation:
                case IPropertyReferenceOperation { Property.Name: not ("Token" or "IsCancellationRequested") } property when property.Instance == inner:
                    break;
                case IConditionalAccessOperation access when access.Operation == inner:
                    return Follow(access.WhenNotNull, isSource);
                case ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                    return (true, null);
                case IAssignmentOperation assignment when assignment.Target == inner:
                    // Another source in its place does not cancel the one that the loop has.
                    return (!isSource, null);
                case IAssignmentOperation assignment:
                    return (false, assignment.Target.NamedSymbol() as ILocalSymbol);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return (false, declarator.Symbol);
                case IIsPatternOperation pattern when pattern.Value == inner:
                    return (false, pattern.Pattern.DescendantsAndSelf().Select(one => one switch
                    {
                        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                        _ => null,
                    }).OfType<ILocalSymbol>().FirstOrDefault());
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange", ContainingType.Name: "Interlocked" } } exchange } when isSource:
                    (inner, above) = (exchange, exchange);
                    break;
                case IArgumentOperation argument:
                    return (argument.Parent is not IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" } }, null);
                case IInvocationOperation call when call.Instance == inner:
                    return (Changes(call, isSource), null);
                default:
                    return (false, null);
            }
        }

        return (false, null);
    }

    /// <summary>Behind <c>?.</c>: what is called there first.</summary>
    private static (bool Changes, ILocalSymbol? Alias) Follow(IOperation whenNotNull, bool isSource)
    {
        var first = whenNotNull.DescendantsAndSelf().FirstOrDefault(one => one is IConditionalAccessInstanceOperation);
        for (var above = first?.Parent; above is not null && above != whenNotNull.Parent; above = above.Parent)
        {
            switch (above)
            {
                case IPropertyReferenceOperation { Property.Name: not ("Token" or "IsCancellationRequested") } or IConversionOperation or IConditionalAccessOperation:
                    break;
                case IInvocationOperation call:
                    return (Changes(call, isSource), null);
                case IArgumentOperation:
                    return (true, null);
                default:
                    return (false, null);
            }
        }

        return (false, null);
    }

    private static bool Changes(IInvocationOperation call, bool isSource) =>
        !Nothing.Contains(call.TargetMethod.Name) && !(isSource && call.TargetMethod.Name is "Dispose" or "DisposeAsync" or "GetValueOrDefault");
}
