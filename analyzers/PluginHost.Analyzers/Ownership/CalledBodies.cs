using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Goes from a method to the methods that it calls, and from those on: each once, and not many.</summary>
internal static class CalledBodies
{
    private const int MostBodies = 16;

    /// <summary>The bodies that a call of the method runs, its own first; lambdas are left out.</summary>
    public static IEnumerable<IReadOnlyList<IOperation>> Below(this SourceBodies bodies, IMethodSymbol method, CancellationToken cancellationToken)
    {
        var (open, seen) = (new Queue<IMethodSymbol>(), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        Add(method);
        for (var count = 0; count < MostBodies && open.Count > 0; count++)
        {
            if (bodies.Of(open.Dequeue(), cancellationToken) is not { } body)
            {
                continue;
            }

            IReadOnlyList<IOperation> operations = [.. body.DescendantsAndSelf(intoFunctions: false)];
            yield return operations;
            foreach (var call in operations.OfType<IInvocationOperation>())
            {
                Add(call.TargetMethod);
            }
        }

        void Add(IMethodSymbol called)
        {
            if (!called.DeclaringSyntaxReferences.IsEmpty && seen.Add(called.OriginalDefinition))
            {
                open.Enqueue(called);
            }
        }
    }
}
