using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>
/// The cleanup and hand-over that stand behind a flag or a question to the resource itself (<c>if (_ownsSocket)</c>,
/// <c>if (!success)</c>, <c>if (s.Connected)</c>): the author has thought of both cases, so they count for both.
/// </summary>
internal sealed class GuardedSteps
{
    private readonly Dictionary<int, List<Step>> _behind = [];

    public GuardedSteps(MethodSteps method, IOperation root)
    {
        var (guards, tellings) = (new List<IConditionalOperation>(), new List<IConditionalAccessOperation>());
        foreach (var operation in root.DescendantsAndSelf(intoFunctions: false))
        {
            switch (operation)
            {
                case IConditionalOperation conditional when IsGuard(conditional):
                    guards.Add(conditional);
                    break;
                case IConditionalAccessOperation { Operation.Type.TypeKind: TypeKind.Delegate } telling:
                    // An event that nobody listens to: whoever raises it counts on somebody.
                    tellings.Add(telling);
                    break;
            }
        }

        if (guards.Count + tellings.Count == 0)
        {
            return;
        }

        foreach (var step in method.All)
        {
            var isLettingGo = step.Kind is StepKind.Cleanup or StepKind.HandOver or StepKind.Pass
                || (step is { Kind: StepKind.Assign, Source: >= 0 } && method.Tables.Slots[step.Target].IsField);
            foreach (var guard in isLettingGo ? guards : [])
            {
                if (StandsIn(guard.WhenTrue, step.Operation) || StandsIn(guard.WhenFalse, step.Operation))
                {
                    Add(method, guard.Condition.Syntax.Span, step);
                }
            }

            foreach (var telling in isLettingGo ? tellings : [])
            {
                if (telling.WhenNotNull.Syntax.Span.Contains(step.Operation.Syntax.Span))
                {
                    Add(method, telling.Operation.Syntax.Span, step);
                }
            }
        }
    }

    /// <summary>The steps behind the condition at the end of a block.</summary>
    public IReadOnlyList<Step> Behind(int block) => _behind.TryGetValue(block, out var steps) ? steps : [];

    private static bool StandsIn(IOperation? branch, IOperation operation) =>
        branch is not null && branch.Syntax.Span.Contains(operation.Syntax.Span) && GoesOn(branch);

    /// <summary>Whether the code after the if is reached from the branch; else it is a way out, not a guard.</summary>
    private static bool GoesOn(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: { IsEmpty: false } operations } => GoesOn(operations[operations.Length - 1]),
        IReturnOperation or IBranchOperation => false,
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => false,
        _ => true,
    };

    private static bool IsGuard(IConditionalOperation conditional)
    {
        var open = new Stack<IOperation>();
        open.Push(conditional.Condition);
        while (open.Count > 0)
        {
            switch (open.Pop().Unwrap())
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    open.Push(not.Operand);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or } both:
                    open.Push(both.LeftOperand);
                    open.Push(both.RightOperand);
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation:
                    return true;
                case IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: bool or null } }:
                    return true;
                case IIsPatternOperation or IIsTypeOperation:
                    return true;
            }
        }

        return false;
    }

    private void Add(MethodSteps method, TextSpan condition, Step step)
    {
        foreach (var block in method.Graph.Blocks)
        {
            if (block.ConditionalSuccessor is not null && block.BranchValue is { } value && condition.Contains(value.Syntax.Span))
            {
                if (!_behind.TryGetValue(block.Ordinal, out var steps))
                {
                    _behind[block.Ordinal] = steps = [];
                }

                steps.Add(step);
            }
        }
    }
}
