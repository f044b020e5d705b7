using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Loops;

/// <summary>Counts how often a loop may run, where its tests say so.</summary>
internal sealed class Passes(Durations durations)
{
    /// <summary>The most passes that a loop can have; <see langword="null"/> where nothing in the source says it.</summary>
    public long? Most(LoopRegion region)
    {
        double? most = null;
        foreach (var (test, staysIn) in Tests(region))
        {
            if (Bound(test, staysIn, region) is { } bound and >= 0 and < long.MaxValue && !(bound > most))
            {
                most = bound;
            }
        }

        return most is { } passes ? (long)Math.Ceiling(passes) : null;
    }

    /// <summary>The comparisons on which the loop goes on, and those on which it is left.</summary>
    private static IEnumerable<(IBinaryOperation Test, bool StaysIn)> Tests(LoopRegion region)
    {
        foreach (var test in And(region.Condition))
        {
            yield return (test, true);
        }

        foreach (var exit in region.Operations.OfType<IConditionalOperation>())
        {
            if (exit.WhenTrue is { } then && then.DescendantsAndSelf(intoFunctions: false).Any(one => LoopExits.Leaves(one, region)))
            {
                foreach (var test in Or(exit.Condition))
                {
                    yield return (test, false);
                }
            }
        }
    }

    private static IEnumerable<IBinaryOperation> And(IOperation? condition) => Split(condition, BinaryOperatorKind.ConditionalAnd);

    private static IEnumerable<IBinaryOperation> Or(IOperation? condition) => Split(condition, BinaryOperatorKind.ConditionalOr);

    private static IEnumerable<IBinaryOperation> Split(IOperation? condition, BinaryOperatorKind by)
    {
        var open = new Stack<IOperation>();
        for (var next = condition; next is not null; next = open.Count > 0 ? open.Pop() : null)
        {
            if (next.Unwrap() is not IBinaryOperation binary)
            {
                continue;
            }

            if (binary.OperatorKind == by)
            {
                open.Push(binary.LeftOperand);
                open.Push(binary.RightOperand);
            }
            else
            {
                yield return binary;
            }
        }
    }

    private double? Bound(IBinaryOperation test, bool staysIn, LoopRegion region)
    {
        if (Counter(test.LeftOperand, region) is { } left && durations.Number(test.RightOperand, region.Block) is { } limit)
        {
            return Bound(left, test.OperatorKind, limit, staysIn, region);
        }

        return Counter(test.RightOperand, region) is { } right && durations.Number(test.LeftOperand, region.Block) is { } other
            ? Bound(right, Mirrored(test.OperatorKind), other, staysIn, region)
            : null;
    }

    private double? Bound((ISymbol Symbol, bool IsDown, double Step) counter, BinaryOperatorKind kind, double limit, bool staysIn, LoopRegion region)
    {
        var rises = !counter.IsDown;
        var fits = (kind, staysIn, rises) switch
        {
            (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.NotEquals, true, true) => true,
            (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.NotEquals, true, false) => true,
            (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals, false, true) => true,
            (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.Equals, false, false) => true,
            _ => false,
        };
        if (!fits || Start(counter.Symbol, region) is not { } start)
        {
            return null;
        }

        var distance = (rises ? limit - start : start - limit) / counter.Step;
        var isOneMore = staysIn ? kind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual : kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThan;
        return Math.Max(0, distance + (isOneMore ? 1 : 0));
    }

    /// <summary>What the counter is before the first pass, where it is set only there.</summary>
    private double? Start(ISymbol counter, LoopRegion region)
    {
        var values = region.Block.ValuesOf(counter).Where(value => !IsCounting(value, counter)).ToList();
        return counter is ILocalSymbol && values.Count == 1 && !region.Contains(values[0]) ? durations.Number(values[0], region.Block) : null;
    }

    private static bool IsCounting(IOperation value, ISymbol counter) => value.DescendantsAndSelf().Any(one => SymbolEqualityComparer.Default.Equals(one.NamedSymbol(), counter));

    /// <summary>A local that each pass moves one way by at least so much.</summary>
    private (ISymbol Symbol, bool IsDown, double Step)? Counter(IOperation operand, LoopRegion region)
    {
        operand = operand.Unwrap();
        var named = operand is IIncrementOrDecrementOperation counting ? counting.Target : operand;
        if (named.NamedSymbol() is not ILocalSymbol symbol || !region.Outlives(symbol))
        {
            return null;
        }

        (ISymbol, bool, double)? found = null;
        foreach (var operation in region.Operations.Append(region.Condition!).Concat(Bottom(region)).Where(one => one is not null).Distinct())
        {
            (bool IsDown, double Step)? step = operation switch
            {
                IIncrementOrDecrementOperation by when Is(by.Target) => (by.Kind == OperationKind.Decrement, 1),
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } by when Is(by.Target) =>
                    (by.OperatorKind == BinaryOperatorKind.Subtract, durations.Number(by.Value, region.Block) is { } fixedStep and > 0 ? fixedStep : 1),
                _ => null,
            };
            if (step is var (isDown, size))
            {
                if (found is var (_, otherWay, other) && otherWay != isDown)
                {
                    return null;
                }

                found = (symbol, isDown, found is var (_, _, least) ? Math.Min(least, size) : size);
            }
        }

        return found;

        bool Is(IOperation target) => SymbolEqualityComparer.Default.Equals(target.NamedSymbol(), symbol);
    }

    private static IEnumerable<IOperation> Bottom(LoopRegion region) =>
        region.Loop is IForLoopOperation loop ? loop.AtLoopBottom.SelectMany(one => one.DescendantsAndSelf()) : [];

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
