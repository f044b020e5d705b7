using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Reuse;

namespace PluginHost.Analyzers.Background;

/// <summary>Tells the loops of one type that nothing ends when the type is closed.</summary>
internal sealed class OutlivingLoops(TypeFunctions functions, CleanupCode cleanup, LifecycleContext context, ConnectionSubjects subjects, Lazy<HeldConnections> held)
{
    private const int MostFunctions = 16;

    private static readonly string[] Takes = ["Take", "TryTake", "Read", "TryRead", "Receive", "TryReceive", "Wait", "Dequeue", "TryDequeue", "GetConsumingEnumerable", "OutputAvailable"];

    private readonly ClosedEnds _ends = new(functions, context, subjects);

    /// <summary>The loop as one that goes on; <see langword="null"/> if something ends it, or may.</summary>
    public OutlivingLoop? Of(LoopRegion region)
    {
        if (HasPlainExit(region) || LooksAtFailure(region))
        {
            return null;
        }

        var called = Called(region);
        var tests = new LoopConditions(region, called, functions, subjects);
        return !tests.IsOthers
            && !tests.Members.Any(cleanup.Changes)
            && !(tests.Members.Count > 0 && EndsItself(region, tests))
            && !Queues(region).Any(cleanup.Changes)
            && !(cleanup.CompletesQueue && Queues(region).Any())
            && !_ends.Leaves(region)
            && !IsOfOtherConnection(region, called)
                ? new OutlivingLoop(region, tests.Members.FirstOrDefault(member => Framework.Is(member.Type(), "CancellationTokenSource"))?.Name)
                : null;
    }

    /// <summary>A way out that no test and no failure guards: it is no loop at all.</summary>
    private static bool HasPlainExit(LoopRegion region) => region.Operations.Any(one =>
        LoopExits.Leaves(one, region) && !LoopExits.Governing(one, region).Any() && !one.Ancestors().TakeWhile(above => above != region.Loop).Any(above => above is ICatchClauseOperation));

    /// <summary>Behind a handler it looks at what should have been read: that a closed connection gave nothing is seen there.</summary>
    private static bool LooksAtFailure(LoopRegion region)
    {
        var read = new HashSet<ISymbol>(region.Operations.OfType<IAssignmentOperation>().Where(one => TryAround(one, region) is not null).Select(one => one.Target.NamedSymbol()).OfType<ILocalSymbol>(), SymbolEqualityComparer.Default);
        return read.Count > 0 && region.Operations.Any(one => LoopExits.Leaves(one, region) && TryAround(one, region) is null
            && LoopExits.Governing(one, region).Any(condition => condition.DescendantsAndSelf().Any(use => use is ILocalReferenceOperation local && read.Contains(local.Local))));
    }

    private static ITryOperation? TryAround(IOperation operation, LoopRegion region) =>
        operation.Ancestors().TakeWhile(above => above != region.Loop).OfType<ITryOperation>().FirstOrDefault(attempt => !attempt.Catches.IsEmpty);

    /// <summary>A failure has it set its own flag.</summary>
    private bool EndsItself(LoopRegion region, LoopConditions tests)
    {
        var handlers = ClosedEnds.Handlers(region).Select(clause => new TypeFunction(clause.Handler, region.Block)).ToList();
        handlers.AddRange(handlers.SelectMany(handler => handler.Body.DescendantsAndSelf().Select(functions.Of).OfType<TypeFunction>()).ToList());
        return handlers.Any(handler => handler.Body.DescendantsAndSelf().Any(one =>
            MemberMentions.Mentioned(one) is { } named && tests.Members.Contains(named, SymbolEqualityComparer.Default) && MemberChanges.IsChange(one, handler.Block)));
    }

    /// <summary>The members that it waits on for something to do, other than the connection.</summary>
    private IEnumerable<ISymbol> Queues(LoopRegion region)
    {
        foreach (var call in region.Operations.OfType<IInvocationOperation>().Where(call => Takes.Any(name => call.TargetMethod.Name.StartsWith(name, StringComparison.Ordinal)) || call.TargetMethod.Name == "ReadAllAsync"))
        {
            var receiver = call.Receiver();
            while (receiver is IPropertyReferenceOperation { Instance: { } inner and not IInstanceReferenceOperation })
            {
                receiver = inner.BehindNullTest().Unwrap();
            }

            if (receiver?.NamedSymbol() is IFieldSymbol or IPropertySymbol && !subjects.MayBeConnection(receiver.Type!))
            {
                yield return receiver.NamedSymbol()!;
            }
        }
    }

    /// <summary>The functions of the type that run in each pass.</summary>
    private List<TypeFunction> Called(LoopRegion region)
    {
        var (found, seen) = (new List<TypeFunction>(), new HashSet<IOperation>(SameOperation.Instance));
        Add(region.Operations);
        for (var i = 0; i < found.Count; i++)
        {
            Add(found[i].Body.DescendantsAndSelf(intoFunctions: false));
        }

        return found;

        void Add(IEnumerable<IOperation> operations)
        {
            foreach (var operation in operations)
            {
                if (operation is IInvocationOperation && found.Count < MostFunctions && functions.Of(operation) is { } next && seen.Add(next.Body))
                {
                    found.Add(next);
                }
            }
        }
    }

    /// <summary>One client of many: it lives as long as its own connection, which the type does not keep.</summary>
    private bool IsOfOtherConnection(LoopRegion region, List<TypeFunction> called) =>
        region.Operations.Any(one => IsOther(one, region)) || called.Any(function => function.Body.DescendantsAndSelf(intoFunctions: false).Any(one => one is IParameterReferenceOperation && IsOther(one, region)));

    private bool IsOther(IOperation operation, LoopRegion region)
    {
        var symbol = operation switch
        {
            ILocalReferenceOperation { Local: var local } when region.Outlives(local) => local,
            IParameterReferenceOperation { Parameter: { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } => parameter,
            _ => (ISymbol?)null,
        };
        return symbol is not null && (context.Types.MayHoldConnection(symbol.Type()) || context.Types.KindOf(symbol.Type()) == ResourceKind.Lent) && !context.Types.IsInMemory(symbol.Type())
            && held.Value.Of(symbol) is null && !IsGivenOwn(symbol);
    }

    /// <summary>A parameter that the type gives what it has itself.</summary>
    private bool IsGivenOwn(ISymbol symbol)
    {
        if (symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable } method } parameter)
        {
            return false;
        }

        var given = functions.Blocks.CallsOf(method).SelectMany(one => one.Call.Arguments).Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal).ToList();
        return given.Count > 0 && given.All(argument => argument.Value.Unwrap() is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol });
    }
}
