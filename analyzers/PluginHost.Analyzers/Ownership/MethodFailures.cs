using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Tells which methods fail when the network or the peer does: by the table, by their source, by their name.</summary>
internal sealed class MethodFailures(SourceBodies bodies, KnownApis apis, ResourceTypes types)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a call may fail by what the network or the peer does.</summary>
    public bool MayFail(IInvocationOperation call, ApiRole role, CancellationToken cancellationToken) => MayFail(call, role, 0, cancellationToken);

    /// <summary>A caller's mistake is no failure of the connection.</summary>
    public static bool IsMisuse(ITypeSymbol? exception) =>
        exception?.Name is { } name && (name.StartsWith("Argument", StringComparison.Ordinal) || name is "ObjectDisposedException" or "NotSupportedException" or "NotImplementedException" or "InvalidOperationException");

    /// <summary>Whether something is written or read that never leaves the process: the console, memory, a file.</summary>
    private bool StaysHere(IOperation? receiver) => receiver is IPropertyReferenceOperation { Property.ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } || types.IsInMemory(receiver?.Type);

    private bool MayFail(IInvocationOperation call, ApiRole role, int depth, CancellationToken cancellationToken) =>
        !(role.HasFlag(ApiRole.Throws) && StaysHere(call.Receiver())) && MayFail(call.TargetMethod, role, depth, cancellationToken);

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
        IInvocationOperation call => !IsCaught(call) && MayFail(call, apis.RoleOf(call.TargetMethod, call.Receiver()?.Type), depth + 1, cancellationToken),
        IThrowOperation { Exception: { } exception } thrown => !IsCaught(thrown) && !IsMisuse(exception.Unwrap().Type),
        _ => false,
    });

    /// <summary>Whether the method keeps the failure to itself; what it throws itself goes past a handler for something else.</summary>
    private static bool IsCaught(IOperation operation)
    {
        var thrown = (operation as IThrowOperation)?.Exception?.Unwrap().Type;
        var inner = operation;
        for (var outer = operation.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(one => one.Filter is null && Takes(one.ExceptionType, thrown) && !Rethrows(one)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Takes(ITypeSymbol handled, ITypeSymbol? thrown)
    {
        for (var type = thrown; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, handled))
            {
                return true;
            }
        }

        return thrown is null ? CatchRegions.TakesFailure(handled) : CatchRegions.IsAny(handled);
    }

    private static bool Rethrows(ICatchClauseOperation clause) => clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(operation => operation is IThrowOperation);
}
