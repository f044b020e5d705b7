using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Reads from a method's source what it does with its parameters.</summary>
internal sealed class ParameterUses(SourceBodies bodies, KnownApis apis)
{
    private readonly ConcurrentDictionary<IParameterSymbol, ParameterUse> _uses = new(SymbolEqualityComparer.Default);

    /// <summary>What a method does with one of its parameters.</summary>
    public ParameterUse Of(IParameterSymbol parameter, CancellationToken cancellationToken) => Of(parameter, 0, cancellationToken);

    private ParameterUse Of(IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        parameter = parameter.OriginalDefinition;
        if (_uses.TryGetValue(parameter, out var known))
        {
            return known;
        }

        if (depth >= bodies.Deepest)
        {
            return ParameterUse.Unknown;
        }

        var use = Annotations.Of(parameter) is not ParameterUse.Unknown and var said ? said : Read(parameter, depth, cancellationToken);
        return depth == 0 ? _uses.GetOrAdd(parameter, use) : use;
    }

    private ParameterUse Read(IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { IsAbstract: false } method || parameter.RefKind is not (RefKind.None or RefKind.Ref))
        {
            return ParameterUse.Unknown;
        }

        if (bodies.Of(method, cancellationToken) is not { } body)
        {
            // The parameter of a primary constructor belongs to the whole type: whoever gives it there gives it away.
            return method.MethodKind == MethodKind.Constructor && !method.DeclaringSyntaxReferences.IsEmpty ? ParameterUse.Stores : ParameterUse.Unknown;
        }

        var found = method.MethodKind == MethodKind.Constructor && IsPrimary(method) ? ParameterUse.Stores : ParameterUse.Borrows;
        var unresolved = new UnresolvedNames();
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter))
            {
                var use = unresolved.Take(reference, parameter) ? ParameterUse.Stores : UseOf(reference, depth, cancellationToken);
                if (use == ParameterUse.Disposes)
                {
                    return use;
                }

                found = Weight(use) > Weight(found) ? use : found;
            }
        }

        return found;
    }

    /// <summary>What nobody knows may be more than a look.</summary>
    private static int Weight(ParameterUse use) => use == ParameterUse.Unknown ? (2 * (int)ParameterUse.Borrows) + 1 : 2 * (int)use;

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax;

    private ParameterUse UseOf(IParameterReferenceOperation reference, int depth, CancellationToken cancellationToken)
    {
        IOperation value = reference;
        var parent = reference.ParentBehindWrapping();
        switch (parent)
        {
            case IConditionalAccessOperation access when access.WhenNotNull is IInvocationOperation call && Cleanup.Target(apis, call) is not null:
            case IUsingOperation:
                return ParameterUse.Disposes;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent.Parent: IUsingDeclarationOperation } }:
                return ParameterUse.Disposes;
            case IInvocationOperation invocation when invocation.Receiver() is { } receiver && receiver == reference:
                return Cleanup.Target(apis, invocation) is not null ? ParameterUse.Disposes
                    : apis.RoleOf(invocation.TargetMethod, receiver.Type).HasFlag(ApiRole.View) ? OfView(invocation)
                    : invocation.TargetMethod.IsExtensionMethod ? OfArgument(invocation.TargetMethod, invocation.TargetMethod.Parameters[0], reference.Parameter, depth, cancellationToken)
                    : ParameterUse.Borrows;
            case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } target }:
                return OfArgument(call.TargetMethod, target, reference.Parameter, depth, cancellationToken);
            case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor }, Parameter: { } target }:
                return constructor.DeclaringSyntaxReferences.IsEmpty
                    ? Wrapping.Of(constructor, target) switch { WrapperRole.Owns => StoreOf(parent!.Parent!), _ => ParameterUse.Borrows }
                    : OfArgument(constructor, target, reference.Parameter, depth, cancellationToken);
            case IReturnOperation:
                return ParameterUse.Returns;
            case ISimpleAssignmentOperation assignment when assignment.Target.Unwrap() is not (ILocalReferenceOperation or IParameterReferenceOperation) && assignment.Target != value:
            case IArrayInitializerOperation or ITupleOperation:
                return ParameterUse.Stores;
            case IVariableInitializerOperation or ISimpleAssignmentOperation:
                // Copied to a local: seldom without a reason. What becomes of it there is the same question once more.
                return IsTarget(parent, reference) ? ParameterUse.Borrows : ParameterUse.Stores;
            default:
                return ParameterUse.Borrows;
        }
    }

    private static bool IsTarget(IOperation? parent, IOperation reference) => parent is ISimpleAssignmentOperation assignment && assignment.Target.Unwrap() == reference;

    /// <summary>A wrapper that owns what it wraps: used up at once it closes it, else whoever holds the wrapper does.</summary>
    private static ParameterUse StoreOf(IOperation creation) => creation.ParentBehindWrapping() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent.Parent: IUsingDeclarationOperation } } => ParameterUse.Disposes,
        IUsingOperation => ParameterUse.Disposes,
        _ => ParameterUse.Stores,
    };

    /// <summary>A view that is closed closes what it looks at; one that is kept may be.</summary>
    private static ParameterUse OfView(IInvocationOperation view) => view.ParentBehindWrapping() switch
    {
        IInvocationOperation or IPropertyReferenceOperation => ParameterUse.Borrows,
        _ => StoreOf(view),
    };

    private ParameterUse OfArgument(IMethodSymbol callee, IParameterSymbol target, IParameterSymbol asked, int depth, CancellationToken cancellationToken)
    {
        if (callee.DeclaringSyntaxReferences.IsEmpty)
        {
            return callee.MethodKind == MethodKind.Constructor || CollectionNames.Keeps(callee) ? ParameterUse.Stores : ParameterUse.Borrows;
        }

        // A method that calls itself says nothing new.
        var isItself = SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, asked);
        var use = isItself ? ParameterUse.Borrows : Of(target, depth + 1, cancellationToken);
        return use == ParameterUse.Returns ? ParameterUse.Borrows : use;
    }
}
