using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reporting;

/// <summary>Follows a caught exception from one mention of it to what becomes of it there.</summary>
internal static class ExceptionUses
{
    /// <summary>Whether a mention of an exception lets somebody know of it: passed on, stored, returned, thrown or judged by what it says.</summary>
    /// <param name="mention">The mention.</param>
    /// <param name="scope">Where locals that take it over must be read to count.</param>
    public static bool IsTold(IOperation mention, IOperation scope)
    {
        var (node, member) = (mention, false);
        while (node.Parent is { } parent)
        {
            switch (parent)
            {
                case IPropertyReferenceOperation or IFieldReferenceOperation:
                    member = true;
                    break;
                case IInvocationOperation call when call.Instance == node:
                    if (call.TargetMethod.ReturnsVoid)
                    {
                        return call.TargetMethod.ContainingType?.SpecialType != SpecialType.System_Object;
                    }

                    break;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    if (call.TargetMethod.ContainingType?.SpecialType != SpecialType.System_String)
                    {
                        return !Loggers.IsDebugOnly(call.TargetMethod);
                    }

                    parent = call;
                    break;
                case IIsTypeOperation:
                    return false;
                case IIsPatternOperation test:
                    return member || LooksInto(test.Pattern, scope);
                case ISwitchOperation or ISwitchExpressionOperation:
                    return member;
                case IExpressionStatementOperation:
                    return false;
                case IVariableDeclaratorOperation declarator:
                    return IsRead(declarator.Symbol, scope);
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return false;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == node:
                    return IsRead(target.Local, scope) || !IsDeclaredIn(target.Local, scope);
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation or IInterpolationOperation or IInterpolatedStringOperation
                    or ICoalesceOperation or ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation or IVariableInitializerOperation
                    or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IConditionalAccessInstanceOperation:
                    break;
                default:
                    return true;
            }

            node = parent;
        }

        return true;
    }

    /// <summary>Whether a pattern asks more than the type: what a property says, or through a name that is read later.</summary>
    public static bool LooksInto(IPatternOperation pattern, IOperation scope)
    {
        foreach (var part in pattern.DescendantsAndSelf())
        {
            var declared = part switch
            {
                IDeclarationPatternOperation one => one.DeclaredSymbol,
                IRecursivePatternOperation one => one.DeclaredSymbol,
                _ => null,
            };
            if (part is IRecursivePatternOperation { PropertySubpatterns.IsEmpty: false } || (declared is ILocalSymbol local && IsRead(local, scope)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRead(ILocalSymbol local, IOperation scope) => scope.DescendantsAndSelf().Any(one =>
        one is ILocalReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Local, local)
        && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference));

    private static bool IsDeclaredIn(ILocalSymbol local, IOperation scope) =>
        local.DeclaringSyntaxReferences.Any(one => one.SyntaxTree == scope.Syntax.SyntaxTree && scope.Syntax.Span.Contains(one.Span));
}
