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

    /// <summary>Whether a member of an extension block closes what it is called on, which stands round it as a parameter of the block.</summary>
    public bool ClosesReceiver(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method is { IsStatic: true } or { IsExtensionMethod: true } or { ContainingType: null or { CanBeReferencedByName: true } or { IsAnonymousType: true } } || bodies.Of(method, cancellationToken) is not { } body)
        {
            return false;
        }

        var names = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.DescendantsAndSelf())
        {
            var parameter = operation is IParameterReferenceOperation { Parameter: { ContainingSymbol: INamedTypeSymbol } round } ? round : null;
            if (parameter is not null && UseOf(operation, parameter, names, 0, cancellationToken) == ParameterUse.Disposes)
            {
                return true;
            }
        }

        return false;
    }

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
        var isStored = false;
        var unresolved = new UnresolvedNames();
        var names = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { parameter };
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IParameterReferenceOperation or ILocalReferenceOperation && operation.NamedSymbol() is { } named && names.Contains(named.OriginalDefinition))
            {
                var use = unresolved.Take(operation, named) ? ParameterUse.Stores : UseOf(operation, parameter, names, depth, cancellationToken);
                if (use == ParameterUse.Disposes)
                {
                    return use;
                }

                isStored |= use == ParameterUse.Stores;
                found = Weight(use) > Weight(found) ? use : found;
            }
        }

        return isStored && found == ParameterUse.Returns ? ParameterUse.StoresAndReturns : found;
    }

    /// <summary>What nobody knows may be more than a look.</summary>
    private static int Weight(ParameterUse use) => use == ParameterUse.Unknown ? (2 * (int)ParameterUse.Borrows) + 1 : 2 * (int)use;

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax;

    /// <param name="reference">The parameter, or a local that stands for it.</param>
    /// <param name="asked">The parameter.</param>
    /// <param name="names">The locals that do; one that it is copied to is added.</param>
    /// <param name="depth">How many calls stand above.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    private ParameterUse UseOf(IOperation reference, IParameterSymbol asked, HashSet<ISymbol> names, int depth, CancellationToken cancellationToken)
    {
        var (value, isItself) = (reference, true);
        while (true)
        {
            var parent = value.ParentBehindWrapping();
            switch (parent)
            {
                case IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } when Cleanup.Target(apis, call) is not null:
                case IUsingOperation:
                    return ParameterUse.Disposes;
                case IInvocationOperation invocation when invocation.Receiver() is { } receiver && receiver == value:
                    if (Cleanup.Target(apis, invocation) is not null)
                    {
                        return ParameterUse.Disposes;
                    }

                    // A view that is closed closes what it looks at; one that is kept may be.
                    if (apis.RoleOf(invocation.TargetMethod, receiver.Type).HasFlag(ApiRole.View))
                    {
                        (value, isItself) = (invocation, false);
                        continue;
                    }

                    return invocation.TargetMethod.IsExtensionMethod && isItself ? OfArgument(invocation.TargetMethod, invocation.TargetMethod.Parameters[0], asked, depth, cancellationToken) : ParameterUse.Borrows;
                case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } target }:
                    return OfArgument(call.TargetMethod, target, asked, depth, cancellationToken);
                case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } creation, Parameter: { } target }:
                    if (!constructor.DeclaringSyntaxReferences.IsEmpty)
                    {
                        return OfArgument(constructor, target, asked, depth, cancellationToken);
                    }

                    // A wrapper that owns what it wraps: used up at once it closes it, else whoever holds the wrapper does.
                    if (target.Ordinal != 0 || Wrapping.Of(creation) != WrapperRole.Owns)
                    {
                        return ParameterUse.Borrows;
                    }

                    (value, isItself) = (creation, false);
                    continue;
                case IReturnOperation:
                    return isItself ? ParameterUse.Returns : ParameterUse.Stores;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } declarator }:
                    // Copied to a local: what becomes of it there is the same question once more.
                    names.Add(local);
                    return declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation ? ParameterUse.Disposes : ParameterUse.Borrows;
                case ISimpleAssignmentOperation assignment when assignment.Target.Unwrap() == value:
                    return ParameterUse.Borrows;
                case ISimpleAssignmentOperation assignment when assignment.Target.Unwrap() is ILocalReferenceOperation local:
                    names.Add(local.Local);
                    return ParameterUse.Borrows;
                case ISimpleAssignmentOperation:
                case IArrayInitializerOperation or ITupleOperation:
                    return ParameterUse.Stores;
                default:
                    return value is IObjectCreationOperation && parent is not IExpressionStatementOperation ? ParameterUse.Stores : ParameterUse.Borrows;
            }
        }
    }

    private ParameterUse OfArgument(IMethodSymbol callee, IParameterSymbol target, IParameterSymbol asked, int depth, CancellationToken cancellationToken)
    {
        if (callee.DeclaringSyntaxReferences.IsEmpty)
        {
            return callee.MethodKind == MethodKind.Constructor || CollectionNames.Keeps(callee) ? ParameterUse.Stores : ParameterUse.Borrows;
        }

        // A method that calls itself says nothing new.
        var isItself = SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, asked);
        var use = isItself ? ParameterUse.Borrows : Of(target, depth + 1, cancellationToken);
        return use switch
        {
            ParameterUse.Returns => ParameterUse.Borrows,
            ParameterUse.StoresAndReturns => ParameterUse.Stores,
            _ => use,
        };
    }
}
