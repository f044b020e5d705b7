using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Background;

/// <summary>Finds the loops without an end of their own that a start leads to.</summary>
internal sealed class StartedLoops(TypeFunctions functions, ResourceTypes types)
{
    private const int MostFunctions = 24;

    private static readonly ISet<string> Waits = new HashSet<string>(StringComparer.Ordinal)
    {
        "WaitOne", "Wait", "WaitAsync", "WaitForNextTickAsync", "WaitToReadAsync", "OutputAvailableAsync", "Read", "CompareExchange", "Poll",
    };

    /// <summary>The outermost of them; what is started beside it is a start of its own.</summary>
    public IEnumerable<LoopRegion> In(TypeFunction work)
    {
        var (seen, open) = (new HashSet<IOperation>(SameOperation.Instance) { work.Body }, new Queue<TypeFunction>());
        open.Enqueue(work);
        while (open.Count > 0)
        {
            var function = open.Dequeue();
            var loops = new List<IOperation>();
            foreach (var operation in function.Body.DescendantsAndSelf(intoFunctions: false))
            {
                if (operation is ILoopOperation loop && IsEndless(loop))
                {
                    if (!loops.Any(outer => outer.Syntax.Span.Contains(loop.Syntax.Span)))
                    {
                        loops.Add(loop);
                        yield return function.Block.RegionOf(loop);
                    }
                }
                else if (operation is IInvocationOperation call && seen.Count < MostFunctions && !loops.Any(outer => outer.Syntax.Span.Contains(call.Syntax.Span)) && Next(call, function.Block) is { } next && seen.Add(next.Body))
                {
                    open.Enqueue(next);
                }
            }
        }
    }

    private TypeFunction? Next(IInvocationOperation call, CodeBlock block)
    {
        if (BackgroundStarts.IsRun(call.TargetMethod) && !call.Arguments.IsEmpty)
        {
            return BackgroundStarts.IsLeftAlone(call, block) ? null : functions.OfDelegate(call.Arguments[0].Value, block);
        }

        return functions.Of(call) is { } own && !((Framework.Is(call.Type, "Task", "ValueTask") || call.Type is { SpecialType: SpecialType.System_Void }) && call.TargetMethod.IsAsync && BackgroundStarts.IsLeftAlone(call, block)) ? own : null;
    }

    private bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => IsState(condition),
        IForLoopOperation { Condition: null } => true,
        IForLoopOperation { Condition: { } condition, AtLoopBottom: { IsEmpty: true } } => IsState(condition),
        IForEachLoopOperation each => each.Collection.Unwrap() is IInvocationOperation { TargetMethod.Name: "GetConsumingEnumerable" or "ReadAllAsync" },
        _ => false,
    };

    /// <summary>
    /// Nothing that comes with the data decides: flags, tokens, signals, whether it is connected. Stricter than the sign that
    /// <c>EndlessLoops</c> reads: there one part that others change says that the loop is meant to go on, here each part must, for
    /// a loop that the data ends needs no stop. And an inner queue counts here, where it is only asked whether the loop stops.
    /// </summary>
    private bool IsState(IOperation condition) => condition.DescendantsAndSelf().All(one => one switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } => false,
        ILocalReferenceOperation local => IsSignal(local.Type),
        IParameterReferenceOperation parameter => IsSignal(parameter.Type),
        IPropertyReferenceOperation { Property.Name: "Count" or "Length" or "IsEmpty" or "DataAvailable" or "Available" or "EndOfStream" } => false,
        IInvocationOperation call => Waits.Contains(call.TargetMethod.Name) && !types.IsWrapper(call.Instance?.Type) || call is { Type.SpecialType: SpecialType.System_Boolean, Arguments.IsEmpty: true } || call.TargetMethod.Name is "ConfigureAwait" or "AsTask",
        IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationExpressionOperation or IDeclarationPatternOperation => false,
        _ => true,
    });

    private bool IsSignal(ITypeSymbol? type) =>
        Framework.Is(type, "CancellationToken", "CancellationTokenSource", "PeriodicTimer", "ManualResetEvent", "AutoResetEvent", "ManualResetEventSlim", "WaitHandle", "EventWaitHandle", "SemaphoreSlim")
        || types.KindOf(type) is ResourceKind.Connection or ResourceKind.User or ResourceKind.Lent;
}
