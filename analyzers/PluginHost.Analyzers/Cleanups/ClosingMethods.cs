using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Summaries of the source methods of one compilation, each made once: whether it closes a connection, and whether what goes wrong in that can come out.</summary>
internal sealed class ClosingMethods(SourceBodies bodies, ClosingCalls calls)
{
    private const int MostOperations = 400;
    private const int MostMethods = 12;

    private readonly ConcurrentDictionary<IMethodSymbol, Summary> _summaries = new(SymbolEqualityComparer.Default);

    private enum Summary
    {
        Nothing,
        Closes,
        Swallows,
    }

    /// <summary>Whether the method, or a closing method of its own type that it calls, closes a connection.</summary>
    public bool Closes(IMethodSymbol method, CancellationToken cancellationToken) => Of(method, cancellationToken) is Summary.Closes or Summary.Swallows;

    /// <summary>Whether the method stops everything that closing can throw: it is reported in there, once, if at all.</summary>
    public bool Swallows(IMethodSymbol method, CancellationToken cancellationToken) => Of(method, cancellationToken) is Summary.Swallows;

    private Summary Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        declared = declared.PartialImplementationPart ?? declared;
        return declared.DeclaringSyntaxReferences.IsEmpty ? Summary.Nothing
            : _summaries.TryGetValue(declared, out var known) ? known
            : _summaries.GetOrAdd(declared, Read(declared, cancellationToken));
    }

    /// <summary>Breadth first over the method and the closing methods of its type that it calls, so that depth costs no stack.</summary>
    private Summary Read(IMethodSymbol first, CancellationToken cancellationToken)
    {
        var (seen, open) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default) { first }, new Queue<(IMethodSymbol Method, bool Stopped)>());
        open.Enqueue((first, Stopped: false));
        var closes = false;
        while (open.Count > 0 && seen.Count <= MostMethods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (method, stoppedAbove) = open.Dequeue();
            if (bodies.Of(method, cancellationToken) is not { } body)
            {
                continue;
            }

            foreach (var operation in body.DescendantsAndSelf(intoFunctions: false).Take(MostOperations))
            {
                if (operation is not IInvocationOperation call)
                {
                    continue;
                }

                var stopped = stoppedAbove || Handlers.IsStopped(call, body);
                if (calls.FindDirect(call) is not null)
                {
                    if (!stopped)
                    {
                        return Summary.Closes;
                    }

                    closes = true;
                }
                else if (IsOfSameType(call.TargetMethod, first) && calls.MayClose(call) && seen.Add(call.TargetMethod.OriginalDefinition))
                {
                    open.Enqueue((call.TargetMethod.OriginalDefinition, stopped));
                }
            }
        }

        return closes ? Summary.Swallows : Summary.Nothing;
    }

    private static bool IsOfSameType(IMethodSymbol method, IMethodSymbol first) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, first.ContainingType?.OriginalDefinition);
}
