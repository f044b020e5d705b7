using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Finds closing tasks whose failure nobody can see.</summary>
internal static class UnobservedClosing
{
    /// <summary><c>SuppressThrowing</c> of <c>ConfigureAwaitOptions</c>.</summary>
    private const int SuppressThrowing = 2;

    /// <summary>Whether the task that a call returns is dropped on the spot.</summary>
    public static bool IsDiscarded(IInvocationOperation call)
    {
        IOperation node = call;
        while (true)
        {
            switch (node.Parent)
            {
                case IExpressionStatementOperation:
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } around when around.Instance == node:
                case IConditionalAccessOperation access when access.WhenNotNull == node:
                case IConversionOperation or IParenthesizedOperation:
                    node = node.Parent;
                    break;
                default:
                    return false;
            }
        }
    }

    public static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>The closing call whose exceptions <c>ConfigureAwait(SuppressThrowing)</c> keeps silent.</summary>
    public static ClosingCall? Suppressed(IInvocationOperation configure, ClosingCalls calls) =>
        configure is { TargetMethod.Name: "ConfigureAwait", Instance: { } task, Arguments: { Length: 1 } arguments }
        && arguments[0].Value is { Type.Name: "ConfigureAwaitOptions", ConstantValue: { HasValue: true, Value: int options } }
        && (options & SuppressThrowing) != 0
        && task.Unwrap() is IInvocationOperation call
            ? calls.Find(call)
            : null;

    /// <summary>The closing call whose continuation never asks how it ended.</summary>
    public static ClosingCall? Unasked(IInvocationOperation continuation, ClosingCalls calls)
    {
        if (continuation is not { TargetMethod.Name: "ContinueWith", Instance: { } task }
            || task.Unwrap() is not IInvocationOperation call
            || continuation.Arguments.Select(one => Lambda(one.Value)).FirstOrDefault(one => one is not null) is not { } lambda
            || calls.Find(call) is not { } closing)
        {
            return null;
        }

        var parameter = lambda.Symbol.Parameters.FirstOrDefault();
        var asks = Handlers.Tells(lambda.Body, null, calls.SettingsFor(continuation).LogMethods)
            || lambda.Body.DescendantsAndSelf().Any(one => one is IParameterReferenceOperation mention && SymbolEqualityComparer.Default.Equals(mention.Parameter, parameter) && Asks(mention));
        return asks ? null : closing;
    }

    /// <summary>The closing calls of a lambda that <c>Task.Run</c> or the like takes, if it does nothing else.</summary>
    public static ClosingCall? InBackground(IInvocationOperation start, ClosingCalls calls) =>
        start.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" or "TaskFactory`1" }
        && start.Arguments.Select(one => Lambda(one.Value)).FirstOrDefault(one => one is not null) is { } lambda
            ? CleanupTry.ClosingsIn(lambda.Body, calls, onlyAmongThem: true).FirstOrDefault()
            : null;

    /// <summary>The closing call in an <c>async void</c> method that is there to close: nobody awaits it, so nobody can catch.</summary>
    public static ClosingCall? InAsyncVoid(IMethodSymbol method, IOperation body, ClosingCalls calls) =>
        method is { IsAsync: true, ReturnsVoid: true }
            ? CleanupTry.ClosingsIn(body, calls, onlyAmongThem: !CleanupTry.IsClosing(method, body, calls))
                .FirstOrDefault(one => !one.Call.Ancestors().TakeWhile(above => above != body).Any(above => above is ITryOperation { Catches.IsEmpty: false }))
            : null;

    private static IAnonymousFunctionOperation? Lambda(IOperation argument) =>
        argument.Unwrap() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } ? lambda : null;

    private static bool Asks(IOperation mention) => mention.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "IsFaulted" or "IsCompleted" or "IsCanceled" or "IsCompletedSuccessfully" or "Status" or "Id" or "AsyncState" } => false,
        IExpressionStatementOperation => false,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
        _ => true,
    };
}
