using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Finds the close that a swallowed exception jumps over.</summary>
internal static class SkippedCleanup
{
    private const int MostOperations = 2_000;

    /// <summary>The first call that lets a connection go, stands behind one that can fail, and is made up for nowhere; <see langword="null"/> if there is none.</summary>
    public static ClosingCall? Find(CleanupTry cleanup, ICatchClauseOperation clause, ClosingCalls calls)
    {
        var canFail = false;
        foreach (var closing in cleanup.Closings)
        {
            if (canFail && closing.LetsGo && !IsMadeUpFor(closing, cleanup, clause, calls))
            {
                return closing;
            }

            canFail |= calls.CanFail(closing);
        }

        return null;
    }

    /// <summary>Whether the try only says goodbye, and behind it the same connection is closed whatever came: a peer that is gone already cannot be told. What a flush loses is another matter.</summary>
    public static bool IsFarewell(CleanupTry cleanup, ICatchClauseOperation clause, ClosingCalls calls) =>
        cleanup.Closings.All(closing => !closing.LetsGo && !closing.Call.TargetMethod.Name.StartsWith("Flush", StringComparison.Ordinal) && closing.Holder is not null && IsMadeUpFor(closing, cleanup, clause, calls))
        && !clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(one => one is IReturnOperation or IThrowOperation or IBranchOperation);

    private static bool IsMadeUpFor(ClosingCall closing, CleanupTry cleanup, ICatchClauseOperation clause, ClosingCalls calls)
    {
        if (closing.Symbol is ILocalSymbol { IsUsing: true })
        {
            return true;
        }

        return After(cleanup.Try.Body).OfType<IInvocationOperation>().Any(call =>
            !IsInOtherHandler(call)
            && calls.Find(call) is { LetsGo: true } later
            && (closing.Holder is null || later.Holder is null || SymbolEqualityComparer.Default.Equals(later.Holder, closing.Holder)));

        bool IsInOtherHandler(IOperation call) => call.Ancestors().Any(one => one is ICatchClauseOperation other && other != clause && other.Parent == cleanup.Try);
    }

    /// <summary>What stands behind an operation in its function, from the closest on; only so much of it that a long method full of such places stays cheap.</summary>
    private static IEnumerable<IOperation> After(IOperation body)
    {
        var (below, seen) = (body, 0);
        foreach (var parent in body.Ancestors())
        {
            foreach (var child in parent.ChildOperations)
            {
                if (child.Syntax.SpanStart < below.Syntax.Span.End)
                {
                    continue;
                }

                foreach (var operation in child.DescendantsAndSelf(intoFunctions: false))
                {
                    if (++seen > MostOperations)
                    {
                        yield break;
                    }

                    yield return operation;
                }
            }

            if (parent is ILocalFunctionOperation or IAnonymousFunctionOperation)
            {
                yield break;
            }

            below = parent;
        }
    }
}
