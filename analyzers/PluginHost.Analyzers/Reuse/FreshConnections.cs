using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Tells methods that make a connection for each call: what they leave behind, the next call replaces.</summary>
internal sealed class FreshConnections(TypeBlocks blocks, HeldConnection connection)
{
    private const int MostNested = 3;

    /// <summary>Whether the connection is made anew, in each case, before something runs.</summary>
    public bool IsMadeBefore(IOperation operation, CodeBlock block) => IsMade(block, block.Root, operation, 0);

    private bool IsMade(CodeBlock block, IOperation body, IOperation? before, int depth)
    {
        foreach (var one in body.DescendantsAndSelf(intoFunctions: false))
        {
            if (before is not null && one.Syntax.SpanStart >= before.Syntax.SpanStart)
            {
                return false;
            }

            if (before is null && one is IReturnOperation { Kind: OperationKind.Return } early && early.Ancestors().Any(above => above is IConditionalOperation))
            {
                return false;
            }

            var makes = one switch
            {
                ISimpleAssignmentOperation assignment => IsMember(assignment.Target) && IsNew(assignment.Value, block),
                IInvocationOperation { Instance: null or IInstanceReferenceOperation } call => depth < MostNested && IsOwn(call.TargetMethod)
                    && blocks.All.Any(other => Is(other.Owner, call.TargetMethod) && other != block && IsMade(other, other.Root, null, depth + 1)),
                _ => false,
            };
            if (makes && IsSure(one, before))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOwn(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, blocks.Type.OriginalDefinition);

    private static bool Is(ISymbol owner, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals((owner as IMethodSymbol)?.OriginalDefinition, method.OriginalDefinition);

    private bool IsMember(IOperation target) => target.NamedSymbol() is { } symbol && connection.Members.Contains(symbol.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>What is made, got or given, and no view of what is there already.</summary>
    private bool IsNew(IOperation value, CodeBlock block)
    {
        if (value.Unwrap() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation)
        {
            return false;
        }

        var origin = ConnectionOrigins.Of(value);
        return origin switch
        {
            IObjectCreationOperation or IInvocationOperation or IParameterReferenceOperation => true,
            ILocalReferenceOperation local => block.ValuesOf(local.Local).Any(made => ConnectionOrigins.Of(made) is IObjectCreationOperation or IInvocationOperation),
            _ => false,
        };
    }

    private static bool IsSure(IOperation operation, IOperation? before)
    {
        IOperation inner = operation;
        foreach (var above in operation.Ancestors())
        {
            var decides = above switch
            {
                IConditionalOperation conditional => conditional.Condition != inner,
                ICatchClauseOperation or ISwitchCaseOperation or ILoopOperation or IConditionalAccessOperation or ICoalesceOperation or ISwitchExpressionArmOperation => true,
                _ => false,
            };
            if (decides && (before is null || !above.Syntax.Span.Contains(before.Syntax.Span)))
            {
                return false;
            }

            inner = above;
        }

        return true;
    }
}
