using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Where a wait that tells by its value that the time is over is asked for it.</summary>
/// <param name="Test">The statement that asks.</param>
/// <param name="Branch">What runs then; <see langword="null"/> where the code just goes on.</param>
internal sealed record ToldTimeout(IConditionalOperation Test, IOperation? Branch)
{
    /// <summary>The test of a wait; <see langword="null"/> where none is seen.</summary>
    public static ToldTimeout? Of(TimedRead read)
    {
        var result = Result(read);
        foreach (var mention in Mentions(read, result))
        {
            if (TestOf(mention, read) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ILocalSymbol? Result(TimedRead read) => read.Wait.Operation.ParentBehindWrapping() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    private static IEnumerable<IOperation> Mentions(TimedRead read, ILocalSymbol? result) => result is null
        ? [read.Wait.Operation]
        : read.Block.Operations.OfType<ILocalReferenceOperation>()
            .Where(local => SymbolEqualityComparer.Default.Equals(local.Local, result) && local.Syntax.SpanStart > read.Wait.Operation.Syntax.SpanStart);

    private static ToldTimeout? TestOf(IOperation mention, TimedRead read)
    {
        var (inner, completed) = (mention, true);
        for (var above = mention.ParentBehindWrapping(); above is not null; above = above.Parent)
        {
            switch (above)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    completed = !completed;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared:
                    var other = compared.LeftOperand.Syntax.Span.Contains(mention.Syntax.Span) ? compared.RightOperand : compared.LeftOperand;
                    completed = completed == (compared.OperatorKind == BinaryOperatorKind.Equals);
                    completed = IsOver(other.Unwrap(), read) ? !completed : completed;
                    break;
                case IConditionalOperation test when test.Condition == inner || test.Condition.Syntax.Span.Contains(mention.Syntax.Span):
                    return new ToldTimeout(test, completed ? test.WhenFalse : test.WhenTrue);
                case IBinaryOperation or IConversionOperation or IParenthesizedOperation or IAwaitOperation:
                    break;
                default:
                    return null;
            }

            inner = above;
        }

        return null;
    }

    /// <summary>Whether a result equal to this means that the time is over: the delay, or <see langword="false"/>.</summary>
    private static bool IsOver(IOperation other, TimedRead read) => other switch
    {
        { ConstantValue: { HasValue: true, Value: bool told } } => !told,
        IInvocationOperation { TargetMethod.Name: "Delay" } => true,
        ILocalReferenceOperation { Local: var local } => read.Wait.Kind == WaitKind.Delay
            && read.Block.ValuesOf(local).Any(value => value.Unwrap() is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } }),
        _ => false,
    };
}
