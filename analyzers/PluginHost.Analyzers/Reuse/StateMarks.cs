using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Finds the members by which a type remembers that a connection cannot be used any more.</summary>
internal sealed class StateMarks(TypeBlocks blocks, Func<IOperation, bool> closesOrReopens)
{
    private static readonly ISet<string> States = Words.Set("Connected", "Open", "Opened", "Alive", "Broken", "Faulted", "Fault", "State", "Status", "Valid", "Dead", "Lost", "Closed", "Dirty", "Stale", "Desynchronized", "Unusable", "Poisoned");

    private HashSet<ISymbol>? _tested;

    /// <summary>Whether an operation writes a member that is tested before the connection is used again or made anew.</summary>
    public bool IsMark(IOperation operation)
    {
        var target = operation switch
        {
            ISimpleAssignmentOperation assignment => assignment.Target,
            ICompoundAssignmentOperation compound => compound.Target,
            IIncrementOrDecrementOperation step => step.Target,
            IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange" or "Increment" or "Write" or "Or", ContainingType.Name: "Interlocked" or "Volatile" }, Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
            IInvocationOperation { TargetMethod: { Name: "Cancel" or "CancelAsync" or "Set" or "Reset", Parameters.IsEmpty: true }, Instance: { } signal } => signal.BehindNullTest(),
            _ => null,
        };
        return target?.Unwrap() is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member
            && (Tested.Contains(member.Member.OriginalDefinition) || operation is IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" } || IsShown(member.Member));
    }

    private HashSet<ISymbol> Tested => _tested ??= Read();

    /// <summary>Whoever uses the object sees it.</summary>
    private static bool IsShown(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && member.Type() is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } && Words.Any(member.Name, States);

    private HashSet<ISymbol> Read()
    {
        var tested = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var block in blocks.All)
        {
            bool? acts = null;
            foreach (var operation in block.Operations)
            {
                var (condition, isAnswered) = operation switch
                {
                    IConditionalOperation conditional => (conditional.Condition, conditional.WhenTrue.DescendantsAndSelf().Any(one => one is IThrowOperation)),
                    IWhileLoopOperation { Condition: { } test } => (test, false),
                    ISwitchOperation choice => (choice.Value, false),
                    _ => (null, false),
                };
                if (condition is null)
                {
                    continue;
                }

                acts ??= block.Operations.Any(closesOrReopens);
                if (!isAnswered && acts != true)
                {
                    continue;
                }

                foreach (var member in condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>())
                {
                    if (member is { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol })
                    {
                        tested.Add(member.Member.OriginalDefinition);
                    }
                }
            }
        }

        return tested;
    }
}
