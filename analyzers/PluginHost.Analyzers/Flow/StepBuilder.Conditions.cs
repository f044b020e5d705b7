using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

internal sealed partial class StepBuilder
{
    private NullTest? Test(IOperation condition)
    {
        var whenTrue = true;
        condition = condition.Unwrap();
        while (Compared(condition) is { } compared)
        {
            whenTrue = whenTrue == compared.Value;
            condition = compared.Operand.Unwrap();
        }

        return condition switch
        {
            IIsNullOperation isNull => Of(isNull.Operand, whenTrue),
            IBinaryOperation comparison when _accepted is not null && AcceptedSockets.ErrorAsked(comparison) is { } error => Failed(error, whenTrue == (comparison.OperatorKind == BinaryOperatorKind.Equals)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => ComparedToNull(equals, whenTrue),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs => ComparedToNull(differs, !whenTrue),
            IIsPatternOperation pattern => Matched(pattern, whenTrue),
            IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } member when OwnMembers.IsHeldHere(member, _type) => new NullTest(-1, Presence.Unsure, Presence.Unsure, member.Member, whenTrue),
            IPropertyReferenceOperation { Property.GetMethod: { } getter } property when IsOfThis(property) => AskedThrough(getter),
            IPropertyReferenceOperation question when StateQuestions.Asked(question) is { } asked => Answered(asked),
            IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call when IsOwn(call) => AskedThrough(call.TargetMethod),
            _ => null,
        };
    }

    /// <summary>What a condition only turns round or compares with a constant, with the value at which the condition holds.</summary>
    private static (IOperation Operand, bool Value)? Compared(IOperation condition)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return (not.Operand, false);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: bool constant } } comparison:
                return (comparison.LeftOperand, constant == (comparison.OperatorKind == BinaryOperatorKind.Equals));
            case IIsPatternOperation { Pattern: var pattern } match:
                var (inner, isNegated) = Positive(pattern);
                return inner is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool value } } ? (match.Value, value != isNegated) : null;
            default:
                return null;
        }
    }

    private static (IPatternOperation Pattern, bool IsNegated) Positive(IPatternOperation pattern)
    {
        var isNegated = false;
        for (; pattern is INegatedPatternOperation negated; isNegated = !isNegated)
        {
            pattern = negated.Pattern;
        }

        return (pattern, isNegated);
    }

    private NullTest? Matched(IIsPatternOperation match, bool whenTrue)
    {
        var (pattern, isNegated) = Positive(match.Pattern);
        whenTrue = whenTrue != isNegated;
        if (pattern is not IConstantPatternOperation && StateQuestions.AsksMore(pattern) && !StateQuestions.HoldsNothingWhenClosed(match.Value.Unwrap().Type))
        {
            // Where it does not match, it may be there all the same.
            return Of(match.Value, isNullWhenTrue: false) is { } asked
                ? asked with { WhenTrue = Matching(whenTrue), WhenFalse = Matching(!whenTrue), AsksState = true }
                : null;
        }

        return pattern switch
        {
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => Of(match.Value, whenTrue),
            IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation => Of(match.Value, !whenTrue),
            _ => null,
        };

        Presence Matching(bool matches) => matches && pattern is IRecursivePatternOperation ? Presence.There : Presence.Unsure;
    }

    private NullTest? ComparedToNull(IBinaryOperation comparison, bool whenTrue) =>
        comparison.RightOperand.Unwrap().ConstantValue is { HasValue: true, Value: null } ? Of(comparison.LeftOperand, whenTrue)
        : comparison.LeftOperand.Unwrap().ConstantValue is { HasValue: true, Value: null } ? Of(comparison.RightOperand, whenTrue)
        : null;

    /// <summary>An accept that failed brings no socket.</summary>
    private NullTest Failed(int error, bool isThisWhenTrue)
    {
        var (isThis, isOther) = error == 0 ? (Presence.There, Presence.Absent) : (Presence.Absent, Presence.Unsure);
        return new NullTest(_tables.SlotOf(_accepted!), isThisWhenTrue ? isThis : isOther, isThisWhenTrue ? isOther : isThis);
    }

    private NullTest? Of(IOperation operand, bool isNullWhenTrue)
    {
        var value = ValueOf(operand);
        value = value.Slot == -1 ? ValueOf(operand.Unwrap()) : value;
        return value.IsTracked ? new NullTest(value.Slot, isNullWhenTrue ? Presence.Absent : Presence.There, isNullWhenTrue ? Presence.There : Presence.Absent) : null;
    }

    /// <summary>Whoever answers is there, whatever the answer is.</summary>
    private NullTest? Answered(IOperation asked) =>
        _context.Types.KindOf(asked.Unwrap().Type) == ResourceKind.Connection && Of(asked, isNullWhenTrue: false) is { } test
            ? test with { WhenTrue = Presence.There, WhenFalse = Presence.There, AsksState = true }
            : null;

    private NullTest? AskedThrough(IMethodSymbol method) =>
        StateQuestions.AskedIn(method, _context.Bodies, _cancellationToken) is { } member && _context.Types.KindOf(member.Type) == ResourceKind.Connection && Member(member) is { IsTracked: true } held
            ? new NullTest(held.Slot, Presence.Unsure, Presence.Unsure) { AsksState = true }
            : null;

    private bool IsOfThis(IPropertyReferenceOperation property) =>
        _type is not null && SymbolEqualityComparer.Default.Equals(property.Property.ContainingType?.OriginalDefinition, _type.OriginalDefinition)
        && (property.Property.IsStatic || property.Instance?.Unwrap() is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance });
}
