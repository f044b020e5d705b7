using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Tells which methods fail when the network or the peer does: by the table, by their source, by their name.</summary>
internal sealed class MethodFailures(SourceBodies bodies, KnownApis apis)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a call of the method may fail by what the network or the peer does.</summary>
    public bool MayFail(IMethodSymbol method, ApiRole role, CancellationToken cancellationToken) => MayFail(method, role, 0, cancellationToken);

    /// <summary>A caller's mistake is no failure of the connection.</summary>
    public static bool IsMisuse(ITypeSymbol? exception) =>
        exception?.Name is { } name && (name.StartsWith("Argument", StringComparison.Ordinal) || name is "ObjectDisposedException" or "NotSupportedException" or "NotImplementedException" or "InvalidOperationException");

    private bool MayFail(IMethodSymbol method, ApiRole role, int depth, CancellationToken cancellationToken)
    {
        if (role.HasFlag(ApiRole.Throws))
        {
            return true;
        }

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (role != ApiRole.None || method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.DelegateInvoke || method.ContainingType is null or { SpecialType: not SpecialType.None })
        {
            return false;
        }

        if (_known.TryGetValue(method, out var known))
        {
            return known;
        }

        if (method.DeclaringSyntaxReferences.IsEmpty || method.IsAbstract)
        {
            return _known.GetOrAdd(method, !Framework.Has(method) && ApiTable.HandshakeNames.Concat(ApiTable.NetworkNames).Any(name => new ApiRow(name, ApiRole.None).Fits(method.Name)));
        }

        var fails = depth < bodies.Deepest && bodies.Of(method, cancellationToken) is { } body && Contains(body, depth, cancellationToken);
        return depth == 0 ? _known.GetOrAdd(method, fails) : fails;
    }

    private bool Contains(IOperation body, int depth, CancellationToken cancellationToken) => body.DescendantsAndSelf(intoFunctions: false).Any(operation => operation switch
    {
        IInvocationOperation call => !IsCaught(call) && MayFail(call.TargetMethod, apis.RoleOf(call.TargetMethod, call.Receiver()?.Type), depth + 1, cancellationToken),
        IThrowOperation { Exception: { } exception } thrown => !IsCaught(thrown) && !IsMisuse(exception.Unwrap().Type),
        _ => false,
    });

    private static bool IsCaught(IOperation operation)
    {
        var inner = operation;
        for (var outer = operation.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(one => one.Filter is null && one.ExceptionType?.Name is null or "Exception" or "Object" && !Rethrows(one)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Rethrows(ICatchClauseOperation clause) => clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(operation => operation is IThrowOperation);
}
