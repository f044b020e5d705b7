using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Tells which code puts one connection out of use: closes it, makes it anew, marks it, or tells somebody who may.</summary>
internal sealed class Closures
{
    private const int MostMethods = 16;

    private static readonly ISet<string> Verbs = Words.Set(
        "Close", "Dispose", "Disconnect", "Abort", "Reconnect", "Reset", "Restart", "Reopen", "Invalidate", "Drop", "Kill", "Shutdown", "Terminate", "Teardown", "Break", "Fault", "Fail", "Poison", "Evict", "Discard", "Destroy", "Stop", "Recover", "Cleanup");

    private static readonly ISet<string> News = Words.Set(
        "Disconnected", "Disconnect", "Closed", "Close", "Lost", "Broken", "Failed", "Failure", "Fail", "Faulted", "Fault", "Error", "Errored", "Dropped", "Timeout", "Out", "Exception", "Aborted", "Reset");

    private readonly TypeBlocks _blocks;
    private readonly HeldConnections _held;
    private readonly HeldConnection _connection;
    private readonly LifecycleContext _context;
    private readonly ClosingCalls _closings;
    private readonly StateMarks _marks;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IMethodSymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public Closures(TypeBlocks blocks, HeldConnections held, HeldConnection connection, LifecycleContext context, ClosingCalls closings, CancellationToken cancellationToken)
    {
        (_blocks, _held, _connection, _context, _closings, _cancellationToken) = (blocks, held, connection, context, closings, cancellationToken);
        _marks = new StateMarks(blocks, one => IsDirect(one) || IsOwnCall(one, withMarks: false));
    }

    /// <summary>Whether some code, lambdas in it too, puts the connection out of use on some path.</summary>
    public bool In(IOperation? code) => code is not null && code.DescendantsAndSelf().Any(Is);

    /// <summary>Whether an operation does.</summary>
    public bool Is(IOperation operation) => IsDirect(operation) || _marks.IsMark(operation) || IsOwnCall(operation, withMarks: true) || IsTold(operation);

    private bool IsDirect(IOperation operation) => operation switch
    {
        IInvocationOperation call => Closes(call) || call.Arguments.Any(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && IsIt(argument.Value)),
        ISimpleAssignmentOperation assignment => IsMember(assignment.Target) && (!IsIt(assignment.Value)),
        IMethodReferenceOperation { Instance: { } instance } reference => _context.Apis.RoleOf(reference.Method, instance.Type).HasFlag(ApiRole.Cleanup) && IsIt(instance),
        ICoalesceAssignmentOperation assignment => IsMember(assignment.Target),
        IInvalidOperation => IsGivenUp(operation),
        IUsingOperation { Resources: { } resource } => IsIt(resource) || resource.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Any(one => IsIt(one.Symbol)),
        IUsingDeclarationOperation declaration => declaration.DeclarationGroup.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Any(one => IsIt(one.Symbol)),
        _ => false,
    };

    /// <summary>What does not resolve may close what it is given, or whatever it says that it closes.</summary>
    private bool IsGivenUp(IOperation part) => !part.IsInUnresolved()
        && (Unresolved.NamesIn(part).Any(name => Words.Any(name, Verbs)) || part.DescendantsAndSelf().Any(one => one.NamedSymbol() is { } symbol && IsIt(symbol.OriginalDefinition)));

    private bool Closes(IInvocationOperation call)
    {
        if (Cleanup.Target(_context.Apis, call) is { } target)
        {
            return IsIt(target);
        }

        // A helper that is given it, or a web socket's goodbye, behind which nothing can be read.
        return (_closings.FindDirect(call)?.Target is { } closed && IsIt(closed))
            || (Words.Any(call.TargetMethod.Name, Verbs) && call.Arguments.Any(argument => IsIt(argument.Value)))
            || (call.Receiver() is { } receiver && IsIt(receiver) && _context.Apis.RoleOf(call.TargetMethod, receiver.Type).HasFlag(ApiRole.Goodbye));
    }

    private bool IsIt(IOperation value) => ConnectionOrigins.SymbolOf(value) is { } symbol && IsIt(symbol);

    private bool IsIt(ISymbol symbol) => ReferenceEquals(_held.Of(symbol), _connection);

    private bool IsMember(IOperation target) => target.NamedSymbol() is { } symbol && _connection.Members.Contains(symbol.OriginalDefinition, SymbolEqualityComparer.Default);

    private bool IsOwnCall(IOperation operation, bool withMarks)
    {
        var called = operation switch
        {
            IInvocationOperation { Instance: null or IInstanceReferenceOperation } call => call.TargetMethod,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property.SetMethod: { } setter } } => setter,
            IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => reference.Method,
            _ => null,
        };
        return called is not null && IsOfType(called) && (withMarks ? ClosesInside(called.OriginalDefinition) : ReachesClosing(called.OriginalDefinition, IsDirect));
    }

    private bool ClosesInside(IMethodSymbol method)
    {
        if (!_methods.TryGetValue(method, out var closes))
        {
            _methods[method] = false;
            _methods[method] = closes = ReachesClosing(method, one => IsDirect(one) || _marks.IsMark(one) || IsTold(one));
        }

        return closes;
    }

    /// <summary>Breadth first over the methods of the type that it calls, so that depth costs no stack.</summary>
    private bool ReachesClosing(IMethodSymbol first, Func<IOperation, bool> isClosing)
    {
        var (seen, open) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default) { first }, new Queue<IMethodSymbol>());
        open.Enqueue(first);
        while (open.Count > 0 && seen.Count <= MostMethods)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var method = open.Dequeue();
            var bodies = _blocks.BodiesOf(method).ToList();
            if (bodies.Count == 0 && !method.IsAbstract && _context.Bodies.Of(method, _cancellationToken) is { } inherited)
            {
                bodies.Add(inherited);
            }

            // What is written elsewhere or not yet is known by its name; what can be overridden may be more than its body.
            if ((bodies.Count == 0 || method.IsVirtual || method.IsOverride || method.IsAbstract) && Words.Any(method.Name, Verbs))
            {
                return true;
            }

            foreach (var operation in bodies.SelectMany(body => body.DescendantsAndSelf()))
            {
                if (isClosing(operation))
                {
                    return true;
                }

                if (operation is IInvocationOperation { Instance: null or IInstanceReferenceOperation } call && IsOfType(call.TargetMethod) && seen.Add(call.TargetMethod.OriginalDefinition))
                {
                    open.Enqueue(call.TargetMethod.OriginalDefinition);
                }
            }
        }

        return false;
    }

    private bool IsOfType(IMethodSymbol method)
    {
        for (INamedTypeSymbol? current = _blocks.Type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An event, a callback or an owner who is told that it is over, and may close it.</summary>
    private bool IsTold(IOperation operation)
    {
        if (operation is not IInvocationOperation call)
        {
            return false;
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            return call.Instance?.BehindNullTest().Unwrap() switch
            {
                IMemberReferenceOperation member => Words.Any(member.Member.Name, News),
                var other => other?.NamedSymbol() is { } named && Words.Any(named.Name, News),
            };
        }

        return call.Arguments.Any(argument => argument.Value.Unwrap() is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            || (call.Instance is not (null or IInstanceReferenceOperation) && Words.Any(call.TargetMethod.Name, Verbs) && IsPeer(call.Receiver()?.Type));
    }

    private static bool IsPeer(ITypeSymbol? type) => type is not null && !Framework.Has(type);
}
