using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>Finds what connects again without a loop: a handler that calls its own method, or jumps back.</summary>
internal sealed class RepeatedAttempts(TypeBlocks blocks, RetryLoops loops, Pauses pauses)
{
    public HotRetry? Of(ITryOperation attempt, CodeBlock block, RetrySettings settings, CancellationToken cancellationToken)
    {
        foreach (var clause in attempt.Catches.Where(FailureHandlers.TakesFailure))
        {
            if (BackIn(clause, attempt, block) is not { } back)
            {
                continue;
            }

            var function = attempt.FunctionAround(block);
            if (!RetryBounds.IsCounted(back.Place, attempt, function)
                && loops.ConnectIn(attempt, block, settings, cancellationToken) is { } connect
                && !new[] { clause.Handler }.Concat(Before(connect, function, back.From)).Concat(back.Through).Any(passed => pauses.AnyIn(passed, block, settings.LeastDelay, cancellationToken)))
            {
                return new HotRetry(back.Place, attempt, [clause]);
            }
        }

        return null;
    }

    private (IOperation Place, int From, IReadOnlyList<IOperation> Through)? BackIn(ICatchClauseOperation clause, ITryOperation attempt, CodeBlock block)
    {
        var method = attempt.MethodAround(block);
        foreach (var operation in clause.Handler.DescendantsAndSelf(intoFunctions: false))
        {
            switch (operation)
            {
                case IBranchOperation { BranchKind: BranchKind.GoTo } jump
                    when jump.Target.DeclaringSyntaxReferences.FirstOrDefault() is { } label && label.Span.Start <= attempt.Syntax.SpanStart:
                    return (jump, label.Span.Start, []);
                case IInvocationOperation call when method is not null && !CountsDown(call):
                    if (Is(call, method))
                    {
                        return (call, 0, []);
                    }

                    if (blocks.All.FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.Owner, call.TargetMethod.OriginalDefinition)) is { } other && other != block
                        && other.Calls.FirstOrDefault(inner => Is(inner, method) && !CountsDown(inner)) is { } again && !again.Ancestors().Any(above => above is IAnonymousFunctionOperation))
                    {
                        return (call, 0, [other.Root]);
                    }

                    break;
            }
        }

        return null;
    }

    private static bool Is(IInvocationOperation call, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition);

    /// <summary><c>Connect(tries - 1)</c>, and any other call with something else than the method was given.</summary>
    private static bool CountsDown(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Value.DescendantsAndSelf().Any(one => one is IBinaryOperation or IIncrementOrDecrementOperation or IUnaryOperation) || argument.Value.Type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32);

    /// <summary>What runs before the connect when it is tried again.</summary>
    private static IEnumerable<IOperation> Before(IOperation connect, IOperation function, int from)
    {
        var inner = connect;
        foreach (var above in connect.Ancestors().TakeWhile(above => above != function.Parent))
        {
            if (above is IBlockOperation or ILabeledOperation)
            {
                foreach (var sibling in above.ChildOperations.TakeWhile(one => one != inner).Where(one => one.Syntax.SpanStart >= from))
                {
                    yield return sibling;
                }
            }

            inner = above;
        }
    }
}
