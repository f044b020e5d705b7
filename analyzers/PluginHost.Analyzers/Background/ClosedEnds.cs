using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Background;

/// <summary>Tells whether a loop ends by what a closed connection throws, or takes that and goes on.</summary>
internal sealed class ClosedEnds(TypeFunctions functions, LifecycleContext context, ConnectionSubjects subjects)
{
    private const int MostNested = 4;

    /// <summary>What one part of the program gives another: a closed connection does not end it.</summary>
    private const string InnerQueue = "ChannelReader";

    private static readonly ISet<string> Thrown = new HashSet<string>(StringComparer.Ordinal)
    {
        "Exception", "SystemException", "Object", "IOException", "SocketException", "ObjectDisposedException", "InvalidOperationException", "WebSocketException", "Win32Exception", "ExternalException",
    };

    /// <summary>Whether something in it fails on a closed connection, and nothing in it survives that.</summary>
    public bool Leaves(LoopRegion region) => Fails(region.Operations, region.Loop, region, 0);

    /// <summary>The handlers of a loop that take what a closed connection throws.</summary>
    public static IEnumerable<ICatchClauseOperation> Handlers(LoopRegion region) => region.Operations.OfType<ICatchClauseOperation>();

    private bool Fails(IEnumerable<IOperation> operations, IOperation above, LoopRegion? region, int depth) =>
        operations.Any(one => MayFail(one, depth) && !IsSurvived(one, above, region));

    private bool MayFail(IOperation operation, int depth) => operation switch
    {
        IThrowOperation => true,
        IPropertyReferenceOperation { Property.Name: "DataAvailable" or "Available" or "BytesToRead", Instance: { } instance } => subjects.MayBeConnection(instance.Type!),
        IInvocationOperation call when functions.Of(call) is { } own => depth < MostNested && Fails(own.Body.DescendantsAndSelf(intoFunctions: false), own.Body, null, depth + 1),
        IInvocationOperation call => IsTalk(call),
        IForEachLoopOperation { IsAsynchronous: true, Collection: var items } => (items.Unwrap() as IInvocationOperation)?.Receiver()?.Type is not { Name: InnerQueue },
        _ => false,
    };

    private bool IsTalk(IInvocationOperation call)
    {
        var receiver = call.Receiver();
        if (receiver is IInstanceReferenceOperation)
        {
            // A base class, or an abstract method: it may do anything.
            return call.TargetMethod.ContainingType.SpecialType == SpecialType.None && !call.TargetMethod.IsImplicitlyDeclared;
        }

        return receiver?.Type is not { Name: InnerQueue } && IsTalk(call, receiver);
    }

    private bool IsTalk(IInvocationOperation call, IOperation? receiver) =>
        (context.Apis.RoleOf(call.TargetMethod, receiver?.Type) & (ApiRole.Throws | ApiRole.Reads | ApiRole.Writes | ApiRole.Connects | ApiRole.Accepts)) != 0
            || (receiver?.Type is { } type && (subjects.IsConnection(receiver) || context.Types.IsWrapper(type)) && !context.Types.IsInMemory(type))
            || call.Arguments.Any(argument => argument.Value.Unwrap() is { Type: { } given } and not IInstanceReferenceOperation && context.Types.MayHoldConnection(given));

    /// <summary>Whether a handler between an operation and the loop takes it and stays in the loop.</summary>
    private static bool IsSurvived(IOperation operation, IOperation above, LoopRegion? region)
    {
        var below = operation;
        foreach (var parent in operation.Ancestors().TakeWhile(one => one != above))
        {
            if (parent is ITryOperation attempt && attempt.Body == below)
            {
                var taking = attempt.Catches.Where(Takes).ToList();
                if (taking.Count > 0 && !taking.Any(clause => IsLeft(clause, region)))
                {
                    return true;
                }
            }

            below = parent;
        }

        return false;
    }

    private static bool Takes(ICatchClauseOperation clause)
    {
        var filter = CatchFilter.Of(clause);
        return filter.LooksInto || (clause.Filter is not null && !IsOnlyTypes(clause)) ? false
            : filter.Types.Count > 0 ? filter.Types.Any(type => Thrown.Contains(type.Name))
            : clause.ExceptionType is null || Thrown.Contains(clause.ExceptionType.Name);
    }

    private static bool IsOnlyTypes(ICatchClauseOperation clause) => clause.Filter!.DescendantsAndSelf().All(one => one switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, clause.Caught()),
        IMemberReferenceOperation or IInvocationOperation or IParameterReferenceOperation => false,
        _ => true,
    });

    /// <summary>Whether a handler goes out of the loop, on whatever condition; out of a function only by throwing.</summary>
    private static bool IsLeft(ICatchClauseOperation clause, LoopRegion? region) => clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(one =>
        one is IThrowOperation
        || one is IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.Name: "Environment" } }
        || (region is not null && LoopExits.Leaves(one, region)));
}
