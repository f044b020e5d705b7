using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>A <c>try</c> that is there to close a connection.</summary>
/// <param name="Try">The statement.</param>
/// <param name="Closings">The closing calls whose exceptions reach its handlers, in source order.</param>
internal sealed record CleanupTry(ITryOperation Try, IReadOnlyList<ClosingCall> Closings)
{
    /// <summary>Reads a <c>try</c>; <see langword="null"/> if it closes no connection, or closes one among other work that is no cleanup, or is there to see the close fail.</summary>
    public static CleanupTry? Read(ITryOperation operation, ISymbol member, ClosingCalls calls)
    {
        var anywhere = IsInCleanup(operation, member, calls);
        var closings = ClosingsIn(operation.Body, calls, onlyAmongThem: !anywhere);
        return closings.Count > 0 && !WantedFailures.Is(operation) ? new CleanupTry(operation, closings) : null;
    }

    /// <summary>The closing calls in a body that nothing inside it stops; none where other work is among them and none shall be.</summary>
    public static IReadOnlyList<ClosingCall> ClosingsIn(IOperation body, ClosingCalls calls, bool onlyAmongThem)
    {
        var (closings, open) = (new List<ClosingCall>(), new Queue<IOperation>());
        open.Enqueue(body);
        while (open.Count > 0)
        {
            var part = open.Dequeue();
            if (onlyAmongThem && part.DescendantsAndSelf(intoFunctions: false).Any(Unresolved.MayDoAnything))
            {
                return [];
            }

            foreach (var call in part.DescendantsAndSelf(intoFunctions: false).OfType<IInvocationOperation>())
            {
                if ((calls.Find(call) ?? (onlyAmongThem ? null : calls.FindFlush(call))) is { } closing)
                {
                    if (!Handlers.IsStopped(call, part))
                    {
                        closings.Add(closing);
                    }
                }
                else if (EachOf(call) is { } each)
                {
                    open.Enqueue(each);
                }
                else if (onlyAmongThem && !calls.IsBeside(call))
                {
                    return [];
                }
            }
        }

        return closings;
    }

    /// <summary>What <c>all.ForEach(one => …)</c> does with each: it runs on the spot.</summary>
    private static IOperation? EachOf(IInvocationOperation call) => call.TargetMethod.Name == "ForEach"
        ? call.Arguments.Select(one => one.Value.Unwrap()).OfType<IDelegateCreationOperation>().Select(one => (one.Target as IAnonymousFunctionOperation)?.Body).FirstOrDefault()
        : null;

    /// <summary>Whether a method is there to close something, by its name.</summary>
    public static bool IsClosing(ISymbol member, IOperation at, ClosingCalls calls) =>
        member is IMethodSymbol method && (method.MethodKind == MethodKind.Destructor || calls.VerbOf(method.Name, at) is not null);

    private static bool IsInCleanup(ITryOperation operation, ISymbol member, ClosingCalls calls)
    {
        IOperation below = operation;
        foreach (var parent in operation.Ancestors())
        {
            switch (parent)
            {
                case ICatchClauseOperation:
                case ITryOperation outer when outer.Finally == below:
                    return true;
                case ILocalFunctionOperation local:
                    return IsClosing(local.Symbol, operation, calls);
                case IAnonymousFunctionOperation:
                    return false;
            }

            below = parent;
        }

        return IsClosing(member, operation, calls);
    }
}
