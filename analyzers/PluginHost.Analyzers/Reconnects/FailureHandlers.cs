using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>Tells which handlers take up a failed connect, and how they end.</summary>
internal static class FailureHandlers
{
    /// <summary>Whether the handler is for failures that come at once; what is cancelled or timed out has taken its time.</summary>
    public static bool TakesFailure(ICatchClauseOperation clause) =>
        !(clause.ExceptionType?.Name is "OperationCanceledException" or "TaskCanceledException" or "ThreadAbortException" or "ThreadInterruptedException" or "ObjectDisposedException" or "TimeoutException" or "JsonException")
        && !MethodFailures.IsMisuse(clause.ExceptionType)
        && clause.Filter?.DescendantsAndSelf().Any(one => one is IFieldReferenceOperation { Field.Name: "TimedOut" } or IIsTypeOperation { TypeOperand.Name: "OperationCanceledException" or "TaskCanceledException" or "TimeoutException" }) != true;

    /// <summary>Whether a handler between an operation and an outer one, or its method, keeps a failure.</summary>
    public static bool IsCaughtBelow(this IOperation operation, IOperation? outer)
    {
        var inner = operation;
        foreach (var above in operation.Ancestors().TakeWhile(above => above != outer))
        {
            if (above is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(clause => TakesFailure(clause) && clause.Filter is null && EndOf(clause.Handler) != HandlerEnd.Throws))
            {
                return true;
            }

            inner = above;
        }

        return false;
    }

    /// <summary>How a block ends, as far as its last statements say it.</summary>
    public static HandlerEnd EndOf(IOperation block)
    {
        var last = block;
        while (last is IBlockOperation { Operations: { IsEmpty: false } operations })
        {
            last = operations.FirstOrDefault(one => Jump(one) is not null) ?? operations[operations.Length - 1];
        }

        return last switch
        {
            // Both ways count as the milder one: what goes on decides.
            IConditionalOperation { WhenFalse: { } other } choice => (HandlerEnd)Math.Min((int)EndOfBranch(choice.WhenTrue), (int)EndOfBranch(other)),
            _ => Jump(last) ?? HandlerEnd.Falls,
        };
    }

    private static HandlerEnd EndOfBranch(IOperation branch)
    {
        var last = branch is IBlockOperation { Operations: { IsEmpty: false } operations } ? operations[operations.Length - 1] : branch;
        return Jump(last) ?? HandlerEnd.Falls;
    }

    private static HandlerEnd? Jump(IOperation statement) => statement switch
    {
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => HandlerEnd.Throws,
        IReturnOperation { Kind: OperationKind.Return } => HandlerEnd.Leaves,
        IReturnOperation { Kind: OperationKind.YieldBreak } => HandlerEnd.Leaves,
        IBranchOperation { BranchKind: BranchKind.Continue } => HandlerEnd.Continues,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } => HandlerEnd.Leaves,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.Name: "Environment" } } } => HandlerEnd.Leaves,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Throw", ContainingType.Name: "ExceptionDispatchInfo" } } } => HandlerEnd.Throws,
        _ => null,
    };
}
