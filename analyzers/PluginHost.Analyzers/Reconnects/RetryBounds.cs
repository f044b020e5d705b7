using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>Tells whether something other than a pause keeps the tries few.</summary>
internal sealed class RetryBounds(TypeBlocks blocks, Durations durations)
{
    /// <summary>Whether a loop ends by a number of tries, by a clock, by what it goes through, or by what its handler does.</summary>
    public bool Holds(LoopRegion region, ICatchClauseOperation? clause, int most)
    {
        var conditions = Conditions(region, clause).ToList();
        var counters = CountersIn(region);
        if (conditions.Any(condition => Mentions(condition, counters)))
        {
            return new Passes(durations).Most(region) is not { } passes || passes <= most;
        }

        return conditions.Any(condition => condition.DescendantsAndSelf().Any(one => Clocks.Reads(one) || one.DoesNotResolve()))
            || (region.Condition is { } test && LoopExits.Parts(test).Any(GoesThrough))
            || (clause is not null && EndsLoop(clause, region));
    }

    /// <summary>Whether a jump or a call back to the try is governed by a number that is counted.</summary>
    public static bool IsCounted(IOperation back, ITryOperation attempt, IOperation function)
    {
        var changed = new HashSet<ISymbol>(function.DescendantsAndSelf(intoFunctions: false).Select(Counted).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return back.Ancestors().TakeWhile(above => above != attempt).Any(above => above switch
        {
            IConditionalOperation choice => IsComparison(choice.Condition, changed),
            ICatchClauseOperation { Filter: { } filter } => IsComparison(filter, changed),
            _ => false,
        });
    }

    private static bool IsComparison(IOperation condition, HashSet<ISymbol> changed) => condition.DescendantsAndSelf().Any(one =>
        one is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual }
        || Clocks.Reads(one) || (one.NamedSymbol() is { } symbol && changed.Contains(symbol)));

    private static IEnumerable<IOperation> Conditions(LoopRegion region, ICatchClauseOperation? clause)
    {
        var exits = region.Operations.Where(one => one is IThrowOperation && LoopExits.Leaves(one, region)).SelectMany(one => LoopExits.Governing(one, region));
        return LoopExits.Conditions(region).Concat(exits).Concat(clause?.Filter is { } filter ? [filter] : []);
    }

    private static HashSet<ISymbol> CountersIn(LoopRegion region) => new(region.Operations.Select(Counted).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    private static ISymbol? Counted(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation step => step.Target.NamedSymbol(),
        ICompoundAssignmentOperation compound => compound.Target.NamedSymbol(),
        IInvocationOperation { TargetMethod: { Name: "Increment" or "Decrement", ContainingType.Name: "Interlocked" }, Arguments: { IsEmpty: false } arguments } => arguments[0].Value.NamedSymbol(),
        ISimpleAssignmentOperation { Value: var value } assignment when value.Unwrap() is IBinaryOperation binary && SymbolEqualityComparer.Default.Equals(binary.LeftOperand.NamedSymbol(), assignment.Target.NamedSymbol()) =>
            assignment.Target.NamedSymbol(),
        _ => null,
    };

    private static bool Mentions(IOperation condition, HashSet<ISymbol> symbols) => symbols.Count > 0 && condition.DescendantsAndSelf().Any(one =>
        (one.NamedSymbol() is { } symbol && symbols.Contains(symbol)) || one is IIncrementOrDecrementOperation or IInvocationOperation { TargetMethod: { Name: "Increment" or "Decrement", ContainingType.Name: "Interlocked" } });

    /// <summary>A test that takes the next of something: each pass is about another.</summary>
    private static bool GoesThrough(IOperation part) => part.DescendantsAndSelf().Any(one => one is IInvocationOperation { TargetMethod.Name: var name }
        && (name is "MoveNext" or "Any" or "Pop" or "Dequeue" or "Peek" || name.StartsWith("Try", StringComparison.Ordinal) && name.IndexOf("onnect", StringComparison.Ordinal) < 0 || name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("WaitToRead", StringComparison.Ordinal)))
        || part is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual };

    /// <summary>Whether the handler stops the loop by what the loop tests: a flag, a token, a state.</summary>
    private bool EndsLoop(ICatchClauseOperation clause, LoopRegion region)
    {
        var tests = LoopExits.Conditions(region).ToList();
        foreach (var operation in clause.Handler.DescendantsAndSelf(intoFunctions: false))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" }:
                    return true;
                case ISimpleAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } symbol && tests.Any(test => Ends(test, symbol, assignment.Value)):
                    return true;
                case IInvocationOperation call when OwnValues(call).Any(set => tests.Any(test => Ends(test, set.Symbol, set.Value))):
                    return true;
            }
        }

        return false;
    }

    /// <summary>What a method of the same type sets.</summary>
    private IEnumerable<(ISymbol Symbol, IOperation Value)> OwnValues(IInvocationOperation call) =>
        from block in blocks.All
        where SymbolEqualityComparer.Default.Equals(block.Owner, call.TargetMethod.OriginalDefinition)
        from assignment in block.Operations.OfType<ISimpleAssignmentOperation>()
        let symbol = assignment.Target.NamedSymbol()
        where symbol is not null
        select (symbol, assignment.Value);

    private static bool Ends(IOperation test, ISymbol symbol, IOperation value)
    {
        if (!test.DescendantsAndSelf().Any(one => SymbolEqualityComparer.Default.Equals(one.NamedSymbol(), symbol)))
        {
            return false;
        }

        var isNegated = test.Parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
        return value.Unwrap().ConstantValue switch
        {
            { HasValue: true, Value: bool set } => set == isNegated,
            { HasValue: true, Value: null } => false,
            _ => true,
        };
    }
}
