using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Loops;

/// <summary>The tests on which a loop ends without an exception.</summary>
internal static class LoopExits
{
    /// <summary>Whether an operation leaves the loop: <c>break</c>, <c>return</c>, <c>goto</c>, or <c>throw</c>.</summary>
    public static bool Leaves(IOperation operation, LoopRegion region) => operation is IThrowOperation || EndsNormally(operation, region);

    /// <summary>The conditions that decide whether there is another pass, each taken apart at <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public static IEnumerable<IOperation> Conditions(LoopRegion region)
    {
        if (region.Condition is { } condition)
        {
            foreach (var leaf in Parts(condition))
            {
                yield return leaf;
            }
        }

        var isLeftInTheOpen = false;
        foreach (var exit in region.Operations.Where(one => EndsNormally(one, region)))
        {
            var isGoverned = false;
            foreach (var leaf in Governing(exit, region))
            {
                isGoverned = true;
                yield return leaf;
            }

            isLeftInTheOpen |= !isGoverned;
        }

        // "if (more) continue; return;": what decides stands at the continue.
        foreach (var next in region.Operations.Where(one => isLeftInTheOpen && one is IBranchOperation { BranchKind: BranchKind.Continue }))
        {
            foreach (var leaf in Governing(next, region))
            {
                yield return leaf;
            }
        }
    }

    /// <summary>The conditions inside the loop under which an operation runs.</summary>
    public static IEnumerable<IOperation> Governing(IOperation operation, LoopRegion region)
    {
        var inner = operation;
        foreach (var above in operation.Ancestors())
        {
            if (above == region.Loop)
            {
                yield break;
            }

            var decides = above switch
            {
                IConditionalOperation conditional when conditional.Condition != inner => conditional.Condition,
                ISwitchOperation choice when choice.Value != inner => choice.Value,
                IWhileLoopOperation nested when nested.Condition != inner => nested.Condition,
                IForLoopOperation nested when nested.Condition != inner => nested.Condition,
                _ => null,
            };
            foreach (var leaf in decides is null ? [] : Parts(decides))
            {
                yield return leaf;
            }

            inner = above;
        }
    }

    /// <summary>Whether an exit stands behind an operation in the same block.</summary>
    public static bool IsFollowedByExit(IOperation operation, LoopRegion region)
    {
        IOperation statement = operation;
        while (statement.Parent is not (null or IBlockOperation or ISwitchCaseOperation) && statement != region.Loop)
        {
            statement = statement.Parent;
        }

        return statement.Parent is { } block && statement != region.Loop
            && block.ChildOperations.Any(other => other.Syntax.SpanStart > statement.Syntax.SpanStart && Leaves(other, region));
    }

    private static bool EndsNormally(IOperation operation, LoopRegion region) => operation switch
    {
        IReturnOperation { Kind: OperationKind.Return } => true,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } branch => branch.BranchKind == BranchKind.Break
            ? SymbolEqualityComparer.Default.Equals(branch.Target, region.Loop.ExitLabel)
            : branch.Target.DeclaringSyntaxReferences.All(label => !region.Loop.Syntax.Span.Contains(label.Span)),
        _ => false,
    };

    /// <summary>A condition taken apart at <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public static IEnumerable<IOperation> Parts(IOperation condition)
    {
        var open = new Stack<IOperation>();
        open.Push(condition);
        while (open.Count > 0)
        {
            switch (open.Pop().Unwrap())
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean } both:
                    open.Push(both.RightOperand);
                    open.Push(both.LeftOperand);
                    break;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    open.Push(not.Operand);
                    break;
                case var leaf:
                    yield return leaf;
                    break;
            }
        }
    }
}
