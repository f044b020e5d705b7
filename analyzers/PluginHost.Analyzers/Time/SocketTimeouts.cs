using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Time;

/// <summary>
/// The limits that code sets on its sockets and streams for all blocking calls: <c>ReceiveTimeout</c> and its kin. A socket,
/// the stream over it and the reader over that are one object here.
/// </summary>
internal sealed class SocketTimeouts
{
    private readonly Dictionary<ISymbol, ISymbol> _same = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ISymbol Root, ApiRole Role), (IOperation SetBy, Duration Limit)> _limits = [];
    private readonly ResourceTypes _types;

    public SocketTimeouts(IReadOnlyList<CodeBlock> blocks, ResourceTypes types, Durations durations)
    {
        _types = types;
        var setting = blocks.Where(block => block.Operations.Any(one => Setting(one) is not null)).ToList();
        foreach (var block in setting.Count > 0 ? blocks : [])
        {
            foreach (var operation in block.Operations)
            {
                Link(operation, block.Owner);
            }
        }

        foreach (var block in setting)
        {
            foreach (var operation in block.Operations)
            {
                if (Setting(operation) is var (place, role, value) && durations.Of(value, TimeUnit.Milliseconds, block) is { IsEndless: false } limit && limit.Length != TimeSpan.Zero
                    && SymbolOf(place) is { } symbol)
                {
                    var key = (Root(symbol), role);
                    if (!_limits.TryGetValue(key, out var other) || other.Limit.Length < limit.Length)
                    {
                        _limits[key] = (operation, limit);
                    }
                }
            }
        }
    }

    /// <summary>Whether any is set at all.</summary>
    public bool Any => _limits.Count > 0;

    /// <summary>The limit of a blocking call on an object, with the place that sets it.</summary>
    public (IOperation SetBy, Duration Limit)? Of(IOperation receiver, ApiRole role) =>
        SymbolOf(receiver) is { } symbol && _limits.TryGetValue((Root(symbol), role & (ApiRole.Reads | ApiRole.Writes)), out var found) ? found : null;

    private static (IOperation Place, ApiRole Role, IOperation Value)? Setting(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name, Instance: { } instance } } assignment when RoleOf(name) is not ApiRole.None and var role:
                return (Initialized(instance, assignment) ?? instance, role, assignment.Value);
            case IInvocationOperation { TargetMethod.Name: "SetSocketOption", Instance: { } socket, Arguments: { Length: 3 } arguments }
                when arguments[1].Value.Unwrap() is IFieldReferenceOperation { Field.Name: var name } && RoleOf(name) is not ApiRole.None and var role:
                return (socket, role, arguments[2].Value);
            default:
                return null;
        }
    }

    private static ApiRole RoleOf(string name) => name switch
    {
        "ReceiveTimeout" or "ReadTimeout" => ApiRole.Reads,
        "SendTimeout" or "WriteTimeout" => ApiRole.Writes,
        _ => ApiRole.None,
    };

    /// <summary>For <c>x = new T { ReceiveTimeout = t }</c>: <c>x</c>.</summary>
    private static IOperation? Initialized(IOperation instance, IOperation assignment) =>
        instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
        && assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation }
            ? creation.ParentBehindWrapping() switch
            {
                IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator,
                ISimpleAssignmentOperation outer => outer.Target,
                IFieldInitializerOperation field => field,
                _ => null,
            }
            : null;

    private static ISymbol? SymbolOf(IOperation? place)
    {
        for (var depth = 0; place is not null && depth < 8; depth++)
        {
            place = place.BehindNullTest().Unwrap();
            switch (place)
            {
                case IVariableDeclaratorOperation declarator:
                    return declarator.Symbol;
                case IFieldInitializerOperation initializer:
                    return initializer.InitializedFields.FirstOrDefault();
                case IPropertyReferenceOperation { Property.Name: "Client" or "BaseStream" or "Socket" or "InnerStream", Instance: { } inner and not IInstanceReferenceOperation }:
                    place = inner;
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetStream", Instance: { } inner }:
                    place = inner;
                    break;
                case IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }:
                    place = arguments[0].Value;
                    break;
                default:
                    return place.NamedSymbol();
            }
        }

        return null;
    }

    private void Link(IOperation operation, ISymbol owner)
    {
        var (target, value) = operation switch
        {
            IReturnOperation { ReturnedValue: { } given } when owner is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } => (property, given),
            IVariableDeclaratorOperation { Initializer: { } initializer } declarator => (declarator.Symbol, initializer.Value),
            ISimpleAssignmentOperation assignment => (assignment.Target.NamedSymbol(), assignment.Value),
            IFieldInitializerOperation { InitializedFields: { IsEmpty: false } fields } initializer => (fields[0], initializer.Value),
            _ => (null, null),
        };
        if (target is not null && value is not null && Holds(target) && SymbolOf(value) is { } origin && Holds(origin))
        {
            var (one, other) = (Root(target), Root(origin));
            if (!SymbolEqualityComparer.Default.Equals(one, other))
            {
                _same[one] = other;
            }
        }
    }

    private bool Holds(ISymbol symbol) => _types.MayHoldConnection(symbol.Type());

    private ISymbol Root(ISymbol symbol)
    {
        while (_same.TryGetValue(symbol, out var next))
        {
            symbol = next;
        }

        return symbol;
    }
}
