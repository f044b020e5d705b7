using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows the socket that an event-based accept brings: <c>e.AcceptSocket</c>, for whoever is called back to close.</summary>
internal static class AcceptedSockets
{
    /// <summary>Whether an operation names the socket that came with the event.</summary>
    public static bool Is(IOperation operation) => operation is IPropertyReferenceOperation { Property.Name: "AcceptSocket", Instance: { } instance } && IsArguments(instance.Unwrap());

    /// <summary>The first place in a body that takes the socket from a parameter, where the body asks whether there is one at all.</summary>
    public static IPropertyReferenceOperation? TakenIn(IOperation body, ISymbol owner)
    {
        IPropertyReferenceOperation? first = null;
        var asks = false;
        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            asks |= operation is IBinaryOperation comparison && ErrorAsked(comparison) is not null;
            if (operation is ISwitchOperation or ISwitchExpressionOperation)
            {
                return null;
            }

            if (first is null && Is(operation) && operation.Parent is not ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: null } }
                && ((IPropertyReferenceOperation)operation).Instance!.Unwrap() is IParameterReferenceOperation { Parameter: var parameter } && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, owner))
            {
                first = (IPropertyReferenceOperation)operation;
            }
        }

        return asks ? first : null;
    }

    /// <summary>The error that a condition compares the event's with; 0 is success.</summary>
    public static int? ErrorAsked(IBinaryOperation comparison) =>
        comparison is { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: int error } }
        && comparison.LeftOperand.Unwrap() is IPropertyReferenceOperation { Property.Name: "SocketError", Instance: { } instance } && IsArguments(instance.Unwrap())
            ? error
            : null;

    /// <summary>Whether a call that is given the event may take the socket out of it; the next accept begins without one.</summary>
    public static bool Takes(IInvocationOperation call, SourceBodies bodies, CancellationToken cancellationToken) =>
        call.TargetMethod.Name != "AcceptAsync" && call.Arguments.Any(argument => IsArguments(argument.Value.Unwrap()))
        && (bodies.Of(call.TargetMethod, cancellationToken) is not { } body
            || !body.DescendantsAndSelf().Any(one => one is ISimpleAssignmentOperation { Target: var target, Value.ConstantValue: { HasValue: true, Value: null } } && Is(target))
            || body.DescendantsAndSelf().Any(one => Is(one) && one.Parent is not ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: null } }));

    private static bool IsArguments(IOperation operation) =>
        operation is IParameterReferenceOperation or ILocalReferenceOperation && operation.Type is { Name: "SocketAsyncEventArgs", ContainingNamespace: { Name: "Sockets", ContainingNamespace.Name: "Net" } };
}
