using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Finds in a loop the wait that its passes multiply.</summary>
internal sealed class LoopWaits(TypeFacts facts, ReadCalls calls, CalleeWaits callees)
{
    /// <summary>The longest wait of a pass that begins afresh and, in a loop over a message, ends that loop when nothing comes.</summary>
    /// <param name="region">The loop.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="taken">What belongs to loops inside it that have a purpose of their own.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public TimedWait? Of(LoopRegion region, LoopClass kind, ISet<IOperation> taken, CancellationToken cancellationToken)
    {
        TimedWait? longest = null;
        foreach (var operation in region.Operations)
        {
            if (operation is not IInvocationOperation call || taken.Contains(call))
            {
                continue;
            }

            var wait = facts.Waits.Of(call, region.Block, region.Contains, cancellationToken)
                ?? (calls.RoleOf(call, cancellationToken) == Apis.ApiRole.None ? null : callees.Of(call, facts, cancellationToken));
            if (wait is not null && !(kind == LoopClass.Message && IsSlice(wait.Operation, region)) && (longest is null || wait.Limit.Length > longest.Limit.Length))
            {
                longest = wait;
            }
        }

        return longest;
    }

    /// <summary>A wait whose end is no failure: it only lets the loop look up now and then.</summary>
    private static bool IsSlice(IOperation wait, LoopRegion region)
    {
        var inner = wait;
        foreach (var above in wait.Ancestors().TakeWhile(above => above != region.Loop))
        {
            switch (above)
            {
                case ITryOperation attempt when attempt.Body == inner && attempt.Catches.Any(handler =>
                    !handler.Handler.DescendantsAndSelf(intoFunctions: false).Any(one => LoopExits.Leaves(one, region))):
                case IConditionalOperation conditional when conditional.Condition == inner && GoesOn(conditional):
                    return true;
            }

            inner = above;
        }

        return false;
    }

    private static bool GoesOn(IConditionalOperation conditional) =>
        conditional.WhenTrue.DescendantsAndSelf(intoFunctions: false).Any(one => one is IBranchOperation { BranchKind: BranchKind.Continue })
        || (conditional.WhenFalse?.DescendantsAndSelf(intoFunctions: false).Any(one => one is IBranchOperation { BranchKind: BranchKind.Continue }) ?? false);
}
