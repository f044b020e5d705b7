using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Looks into a method that is called for the limit that it sets itself: each call has that limit anew.</summary>
internal sealed class CalleeWaits(LifecycleContext context)
{
    private const int MostNested = 3;

    private readonly ConcurrentDictionary<IMethodSymbol, TimedWait?> _waits = new(SymbolEqualityComparer.Default);

    /// <summary>The wait inside a source method that limits every call of it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The bodies of the calling type, which hold the time-outs of its sockets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public TimedWait? Of(IInvocationOperation call, TypeFacts caller, CancellationToken cancellationToken) =>
        Of(call.TargetMethod, caller, 0, cancellationToken) is { } inner
            ? new TimedWait(call, WaitKind.Callee, inner.Limit, inner.Operation)
            : null;

    private TimedWait? Of(IMethodSymbol method, TypeFacts caller, int depth, CancellationToken cancellationToken)
    {
        method = method.OriginalDefinition;
        if (method.DeclaringSyntaxReferences.IsEmpty || depth >= MostNested)
        {
            return null;
        }

        if (_waits.TryGetValue(method, out var known))
        {
            return known;
        }

        var own = SymbolEqualityComparer.Default.Equals(method.ContainingType, caller.Blocks.Type.OriginalDefinition);
        var found = context.Bodies.Of(method, cancellationToken) is { } body ? Read(method, body, caller, own, depth, cancellationToken) : null;
        return depth == 0 ? _waits.GetOrAdd(method, found) : found;
    }

    private TimedWait? Read(IMethodSymbol method, IOperation body, TypeFacts caller, bool own, int depth, CancellationToken cancellationToken)
    {
        var block = new CodeBlock(method, body);
        var facts = own ? caller : TypeFacts.Of(method, block, context);
        foreach (var operation in block.Operations)
        {
            // What a loop of its own multiplies is reported there; what holds that loop as a whole counts.
            var around = operation.Ancestors().OfType<ILoopOperation>().LastOrDefault();
            var region = around is null ? null : block.RegionOf(around);
            var wait = facts.Waits.Of(operation, block, one => region is null || !region.Contains(one), cancellationToken);
            if (wait is not null && (region is null || wait.Kind == WaitKind.Token))
            {
                return wait;
            }

            if (own && region is null && operation is IInvocationOperation nested && Of(nested.TargetMethod, caller, depth + 1, cancellationToken) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }
}
