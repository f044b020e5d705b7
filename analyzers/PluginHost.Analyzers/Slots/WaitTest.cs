using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Knows for which value of a test a slot has been taken: a wait with a time may have got none.</summary>
internal sealed class WaitTest
{
    private readonly SlotFunction _function;
    private readonly IInvocationOperation _wait;
    private readonly ISymbol? _result;
    private readonly ISymbol? _semaphore;

    public WaitTest(SlotFunction function, IInvocationOperation wait)
    {
        (_function, _wait) = (function, wait);
        _semaphore = SlotNames.Named(wait.Instance, function.Block);
        _result = function.Graph.Blocks.SelectMany(SlotFunction.Of).SelectMany(one => one.DescendantsAndSelf()).OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Value.DescendantsAndSelf().Contains(wait))?.Target.NamedSymbol();
    }

    /// <summary>The value of a block's test when the slot is held; <see langword="null"/> where the test asks something else.</summary>
    public bool? HeldWhen(BasicBlock block)
    {
        if (block.BranchValue is not { } test)
        {
            return null;
        }

        var held = true;
        for (test = test.Unwrap(); ; test = test.Unwrap())
        {
            switch (test)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    (test, held) = (not.Operand, !held);
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: bool value } } compared:
                    held ^= value != (compared.OperatorKind == BinaryOperatorKind.Equals);
                    test = compared.LeftOperand;
                    continue;
                case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool value } } } pattern:
                    held ^= !value;
                    test = pattern.Value;
                    continue;
                case IIsNullOperation { Operand: var operand }:
                    // Where there is no semaphore nothing was taken.
                    return Is(operand) ? false : null;
                default:
                    return IsResult(test) ? held : null;
            }
        }
    }

    private bool Is(IOperation operand)
    {
        var value = operand.Unwrap() is IFlowCaptureReferenceOperation reference && _function.Captured.TryGetValue(reference.Id, out var captured) ? captured : operand;
        return _semaphore is not null && SymbolEqualityComparer.Default.Equals(SlotNames.Named(value, _function.Block), _semaphore);
    }

    private bool IsResult(IOperation test) =>
        test == _wait
        || (test is IFlowCaptureReferenceOperation reference && _function.Captured.TryGetValue(reference.Id, out var captured) && captured.Unwrap() == _wait)
        || (_result is { } result && result.Type()?.SpecialType == SpecialType.System_Boolean && SymbolEqualityComparer.Default.Equals(test.NamedSymbol(), result));
}
