using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Tells which expressions give a new resource that whoever asked for it owns.</summary>
internal sealed class Acquisitions(ResourceTypes types, KnownApis apis, SourceBodies bodies, MemberOptions members)
{
    /// <summary>The kind of a created object; <see cref="ResourceKind.None"/> when it is no resource of its own.</summary>
    public ResourceKind OfCreation(IObjectCreationOperation creation) =>
        types.IsTokenSource(creation.Type) ? ResourceKind.Scope
        : creation.Constructor is { } constructor && Annotations.IsResultOwned(constructor) == false ? ResourceKind.None
        : Wrapping.Of(creation) != WrapperRole.None && creation.Arguments.Length > 0 ? ResourceKind.None
        : types.KindOf(creation.Type) is ResourceKind.Lent or ResourceKind.OnConnection ? ResourceKind.None
        : types.KindOf(creation.Type);

    /// <summary>The kind of what a call gives, when the caller owns it.</summary>
    public ResourceKind OfCall(IInvocationOperation call, CancellationToken cancellationToken) => OfCall(call, 0, cancellationToken);

    private static ITypeSymbol? Result(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : type;

    private static bool AsksForHeadersOnly(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Parameter?.Type.Name == "HttpCompletionOption" && argument.Value.ConstantValue is { HasValue: true, Value: 1 });

    private ResourceKind OfCall(IInvocationOperation call, int depth, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (Annotations.IsResultOwned(method) is { } isOwned)
        {
            return isOwned ? ResourceKind.Connection : ResourceKind.None;
        }

        if (members.GivesOwned(method))
        {
            return ResourceKind.Connection;
        }

        if (types.IsTokenSource(method.ReturnType))
        {
            return method.Name == "CreateLinkedTokenSource" ? ResourceKind.Scope : ResourceKind.None;
        }

        var result = Result(method.ReturnType);
        if (method.ContainingType?.Name is "HttpClient" or "HttpMessageInvoker")
        {
            return method.Name == "GetStreamAsync" || AsksForHeadersOnly(call) ? ResourceKind.Connection : ResourceKind.None;
        }

        var kind = types.KindOf(result);
        if (kind is ResourceKind.None or ResourceKind.Lent)
        {
            return types.IsWrapper(result) && !method.DeclaringSyntaxReferences.IsEmpty ? OfSource(method, depth, cancellationToken) : ResourceKind.None;
        }

        if (!method.DeclaringSyntaxReferences.IsEmpty)
        {
            return OfSource(method, depth, cancellationToken) is ResourceKind.None ? ResourceKind.None : kind;
        }

        if (kind == ResourceKind.OnConnection)
        {
            return DbCommands.Gives(method) ? kind : ResourceKind.None;
        }

        var role = apis.RoleOf(method, call.Receiver()?.Type);
        return role.HasFlag(ApiRole.Accepts) ? kind
            : role.HasFlag(ApiRole.View) || result?.Name == "HttpClient" || IsFluent(call) ? ResourceKind.None
            : ApiTable.FactoryNames.Any(name => new ApiRow(name, ApiRole.None).Fits(method.Name)) ? kind
            : ResourceKind.None;
    }

    private static bool IsFluent(IInvocationOperation call) =>
        call.Receiver() is { Type: { } type } && SymbolEqualityComparer.Default.Equals(type, Result(call.TargetMethod.ReturnType));

    /// <summary>A source method gives an owned resource when what it returns was acquired in it.</summary>
    private ResourceKind OfSource(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (depth >= bodies.Deepest || bodies.Of(method, cancellationToken) is not { } body)
        {
            return ResourceKind.None;
        }

        HashSet<ISymbol>? owned = null;
        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value, Symbol: { } local } when OfValue(value, owned, depth, cancellationToken) != ResourceKind.None:
                    (owned ??= new(SymbolEqualityComparer.Default)).Add(local);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } local }, Value: { } value } when OfValue(value, owned, depth, cancellationToken) != ResourceKind.None:
                    (owned ??= new(SymbolEqualityComparer.Default)).Add(local);
                    break;
                case IReturnOperation { ReturnedValue: { } returned } when OfValue(returned, owned, depth, cancellationToken) is not ResourceKind.None and var kind:
                    return kind;
            }
        }

        return ResourceKind.None;
    }

    private ResourceKind OfValue(IOperation value, HashSet<ISymbol>? owned, int depth, CancellationToken cancellationToken)
    {
        for (var steps = 0; steps < 16; steps++)
        {
            switch (value.Unwrap())
            {
                case IObjectCreationOperation creation when Wrapping.Of(creation) != WrapperRole.None && creation.Arguments.Length > 0:
                    value = creation.Arguments[0].Value;
                    continue;
                case IObjectCreationOperation creation:
                    return OfCreation(creation);
                case IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: { Length: 1 } arguments }:
                    value = arguments[0].Value;
                    continue;
                case IInvocationOperation call when apis.RoleOf(call.TargetMethod).HasFlag(ApiRole.View) && call.Receiver() is { } receiver:
                    value = receiver;
                    continue;
                case IInvocationOperation call:
                    return OfCall(call, depth + 1, cancellationToken);
                case ILocalReferenceOperation local:
                    return owned?.Contains(local.Local) == true ? ResourceKind.Connection : ResourceKind.None;
                default:
                    return ResourceKind.None;
            }
        }

        return ResourceKind.None;
    }
}
