using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reporting;

/// <summary>What the filter of a handler lets in.</summary>
/// <param name="LooksInto">It asks what the exception says, not only what it is.</param>
/// <param name="Types">The types to which it narrows the handler; empty where it narrows nothing.</param>
internal sealed record CatchFilter(bool LooksInto, IReadOnlyList<ITypeSymbol> Types)
{
    private static readonly CatchFilter Nothing = new(false, []);

    public static CatchFilter Of(ICatchClauseOperation clause)
    {
        if (clause.Filter is not { } filter || clause.Caught() is not { } caught)
        {
            return Nothing;
        }

        if (filter.DescendantsAndSelf().Any(Unresolved.DoesNotResolve))
        {
            return new CatchFilter(true, []);
        }

        var types = new List<ITypeSymbol>();
        var open = new Stack<IOperation>();
        open.Push(filter);
        while (open.Count > 0)
        {
            var part = open.Pop().Unwrap();
            if (part is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either)
            {
                open.Push(either.LeftOperand);
                open.Push(either.RightOperand);
                continue;
            }

            var mentions = part.DescendantsAndSelf()
                .Where(one => one is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, caught))
                .ToList();
            if (mentions.Any(one => ExceptionUses.IsTold(one, clause)))
            {
                return new CatchFilter(true, []);
            }

            var tested = mentions.SelectMany(Tested).ToList();
            if (tested.Count == 0)
            {
                return Nothing;
            }

            types.AddRange(tested);
        }

        return new CatchFilter(false, types);
    }

    private static IEnumerable<ITypeSymbol> Tested(IOperation mention)
    {
        var test = mention.ParentBehindWrapping();
        var parts = test is IIsPatternOperation pattern ? pattern.Pattern.DescendantsAndSelf().ToList() : [];
        var negated = parts.Any(one => one is INegatedPatternOperation)
            || test?.ParentBehindWrapping() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
        if (negated)
        {
            return [];
        }

        return test is IIsTypeOperation type ? [type.TypeOperand] : parts.Select(TypeOf).OfType<ITypeSymbol>();
    }

    private static ITypeSymbol? TypeOf(IOperation pattern) => pattern switch
    {
        ITypePatternOperation type => type.MatchedType,
        IDeclarationPatternOperation declaration => declaration.MatchedType,
        IRecursivePatternOperation recursive => recursive.MatchedType,
        _ => null,
    };
}
