using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>What one pass over a body tells: whether anything happens in it that is worth a graph, which is what costs.</summary>
internal sealed class Body
{
    private readonly LifecycleContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly List<(ISymbol Flag, bool? Value)> _flags = [];
    private readonly List<IMethodSymbol> _calls = [];
    private readonly List<(IMethodSymbol Method, bool IsHandler)> _methodGroups = [];

    public Body(LifecycleContext context, INamedTypeSymbol type, CodeBlock block, CancellationToken cancellationToken)
    {
        (_context, _type, Owner, Root, Size) = (context, type, block.Owner, block.Root, block.Operations.Count);
        foreach (var operation in block.Operations)
        {
            Read(operation, cancellationToken);
        }
    }

    public ISymbol Owner { get; }

    public IOperation Root { get; }

    /// <summary>In operations.</summary>
    public int Size { get; }

    /// <summary>Whether it comes by a resource of its own.</summary>
    public bool Acquires { get; private set; }

    /// <summary>Whether it puts something into a member that can hold a resource.</summary>
    public bool Writes { get; private set; }

    /// <summary>Whether it does more with what such a member holds than use it.</summary>
    public bool Touches { get; private set; }

    /// <summary>Whether nothing was held before it.</summary>
    public bool IsConstruction => Owner is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    /// <summary>The methods of the same object that it calls.</summary>
    public IReadOnlyList<IMethodSymbol> Calls => _calls;

    /// <summary>The values it gives to <see langword="bool"/> members outside its lambdas; <see langword="null"/> for one that is no constant.</summary>
    public IReadOnlyList<(ISymbol Flag, bool? Value)> Flags => _flags;

    /// <summary>The methods of the type that it names without calling them, with whether an event or a timer is given them.</summary>
    public IEnumerable<(IMethodSymbol Method, bool IsHandler)> MethodGroups => _methodGroups;

    private void Read(IOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IMethodReferenceOperation reference when IsOfType(reference.Method):
                _methodGroups.Add((reference.Method.OriginalDefinition, IsHandler(reference)));
                break;
            case IConversionOperation conversion when Callbacks.IsStateOf(conversion):
                Acquires |= _context.Types.KindOf(conversion.Type) == Resources.ResourceKind.Connection;
                break;
            case IObjectCreationOperation creation:
                Acquires = Acquires || (!IsUsing(creation) && _context.Acquisitions.OfCreation(creation) != Resources.ResourceKind.None);
                break;
            case IInvocationOperation call:
                Read(call, cancellationToken);
                break;
            case IFieldInitializerOperation initializer:
                Writes |= initializer.InitializedFields.Any(field => _context.Types.MayBeHeldIn(field.Type));
                break;
            case IPropertyInitializerOperation initializer:
                Writes |= initializer.InitializedProperties.Any(property => _context.Types.MayBeHeldIn(property.Type));
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } target } assignment when OwnMembers.IsHeldHere(target, _type):
                _flags.Add((target.Member, assignment.Value.ConstantValue is { HasValue: true, Value: bool value } ? value : null));
                break;
            case IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In), Value: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } given }:
                _flags.Add((given.Member, null));
                break;
            case IPropertyReferenceOperation when AcceptedSockets.Is(operation):
                Acquires = true;
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                if (_context.Types.MayBeHeldIn(operation.Type) && (OwnMembers.IsHeldHere((IMemberReferenceOperation)operation, _type) || _context.Properties.FieldOf(operation, _type, cancellationToken) is not null))
                {
                    ReadHolder(operation);
                }

                break;
            case IParameterReferenceOperation parameter when OwnMembers.IsKept(parameter.Parameter, Owner) && _context.Types.MayBeHeldIn(operation.Type):
                ReadHolder(operation);
                break;
        }
    }

    private void Read(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (call.Instance is null or IInstanceReferenceOperation && !method.DeclaringSyntaxReferences.IsEmpty)
        {
            if (IsOfType(method))
            {
                _calls.Add(method.OriginalDefinition);
            }
            else if (call.Instance is not null)
            {
                // What a base class closes is closed for this one too.
                Touches = true;
            }
        }

        if (!Acquires && !IsUsing(call) && method.ReturnType is INamedTypeSymbol { SpecialType: SpecialType.None } result && MayGive(result))
        {
            Acquires = _context.Acquisitions.OfCall(call, cancellationToken) != Resources.ResourceKind.None;
        }
    }

    /// <summary>Whether a value is closed by <c>using</c> whatever comes: nothing of it is left to follow.</summary>
    private static bool IsUsing(IOperation value) => value.ParentBehindWrapping() switch
    {
        IUsingOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation } } } } => true,
        _ => false,
    };

    private bool MayGive(INamedTypeSymbol type) =>
        type is { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? MayGiveValue(arguments[0]) : MayGiveValue(type);

    private bool MayGiveValue(ITypeSymbol type) =>
        _context.Types.MayBeHeldIn(type) || SymbolEqualityComparer.Default.Equals(type, _context.Types.HttpResponseMessage);

    private void ReadHolder(IOperation holder)
    {
        switch (holder.ParentBehindWrapping())
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == holder:
            case ICoalesceAssignmentOperation coalesce when coalesce.Target == holder:
            case ITupleOperation:
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                Writes = true;
                break;
            case IInvocationOperation call when call.Instance is not null && IsMereUse(call):
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation next } when IsMereUse(next):
            case IPropertyReferenceOperation property when !_context.Types.MayBeHeldIn(property.Type):
            case IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation asked } when !_context.Types.MayBeHeldIn(asked.Type):
            case IBinaryOperation:
                break;
            default:
                Touches = true;
                break;
        }
    }

    /// <summary>Whether a call neither connects, starts, closes nor arms what it is called on, nor gives a look at it.</summary>
    private bool IsMereUse(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.DeclaringSyntaxReferences.IsEmpty
            && (_context.Apis.RoleOf(method, call.Receiver()?.Type) & (ApiRole.Cleanup | ApiRole.View | ApiRole.Goodbye | ApiRole.Connects)) == 0
            && method.Name is not ("CancelAfter" or "Start")
            && !_context.MemberOptions.Disposes(method)
            && !Annotations.Disposes(method);
    }

    private bool IsOfType(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, _type);

    private static bool IsHandler(IMethodReferenceOperation reference) => reference.Parent switch
    {
        IDelegateCreationOperation { Parent: IEventAssignmentOperation } => true,
        IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Timer" } } } => true,
        _ => false,
    };
}
