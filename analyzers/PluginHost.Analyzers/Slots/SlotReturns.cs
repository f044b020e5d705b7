using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Tells what gives back the slot of one semaphore, or takes over that duty.</summary>
internal sealed class SlotReturns
{
    private readonly ISymbol _semaphore;
    private readonly SlotCalls _calls;
    private readonly HashSet<ISymbol> _functions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<CodeBlock> _taking;
    private readonly List<ISymbol> _oneSided;

    public SlotReturns(ISymbol semaphore, SlotCalls calls)
    {
        (_semaphore, _calls) = (semaphore, calls);
        _taking = [.. calls.Taking(semaphore).Select(call => call.Block)];
        var taken = calls.Taking(semaphore).Where(IsTaken).ToLookup(call => call.Block, call => call.At);
        foreach (var call in calls.GivingBack(semaphore))
        {
            Add(call, taken[call.Block]);
        }

        _oneSided = [.. calls.GivingBack(semaphore).Select(call => call.Block).Distinct().Where(block => !_taking.Contains(block) && !IsHelper(block.Owner)).Select(block => block.Owner.OriginalDefinition)];
        IsSignal = calls.Blocks.ValuesOf(semaphore).Any(made => made.Value.Unwrap() is IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }
            && arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 });
        FollowCalls();
    }

    /// <summary>Whether a signal is meant, which nobody holds: it begins with nothing to take.</summary>
    public bool IsSignal { get; }

    /// <summary>Whether a body, or what it calls, gives back at all: else the slot is somebody else's to return.</summary>
    public bool AreIn(IOperation body, CodeBlock block) => body.DescendantsAndSelf().Any(one => Is(SlotNames.GivenBack(one, block)) || IsCallOf(one));

    /// <summary>Whether something in a body that does not resolve mentions the semaphore, or says that it releases: it may give back, then or later.</summary>
    public bool MayBeIn(IOperation body, CodeBlock block) => block.Has(OperationKind.Invalid) && body.DescendantsAndSelf().Any(part =>
        part.DoesNotResolve() && !part.IsInUnresolved()
        && (part.DescendantsAndSelf().Any(one => Is(SlotNames.Named(one, block))) || Unresolved.NamesIn(part).Any(name => name.StartsWith("Release", StringComparison.Ordinal))));

    /// <summary>Whether other members only give back, so that a slot may stay taken when a method ends.</summary>
    public bool AreElsewhere(IOperation body)
    {
        if (_oneSided.Count == 0)
        {
            return false;
        }

        var called = new HashSet<ISymbol>(body.DescendantsAndSelf().Select(SlotCalls.Named).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return _oneSided.Any(member => !called.Contains(member));
    }

    /// <summary>Whether an operation of a graph gives back, or hands the semaphore to somebody who does.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="block">The body that it belongs to.</param>
    /// <param name="captured">What the graph keeps between operations.</param>
    public bool Are(IOperation operation, CodeBlock block, IReadOnlyDictionary<CaptureId, IOperation> captured)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "Release", Instance: IFlowCaptureReferenceOperation reference } when captured.TryGetValue(reference.Id, out var value):
                return Is(SlotNames.Named(value, block));
            case IInvocationOperation call:
                return Is(SlotNames.GivenBack(call, block)) || IsCallOf(call) || call.Arguments.Any(argument => Is(SlotNames.Named(argument.Value, block)));
            case IObjectCreationOperation creation:
                return creation.Arguments.Any(argument => Is(SlotNames.Named(argument.Value, block)) || argument.Value.Unwrap() is IInstanceReferenceOperation);
            case IFlowAnonymousFunctionOperation lambda:
                return _functions.Contains(lambda.Symbol);
            default:
                return IsCallOf(operation);
        }
    }

    /// <summary>A private method which only those call who have taken the slot themselves.</summary>
    private bool IsHelper(ISymbol member) =>
        member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } && _calls.Naming(member).All(_taking.Contains);

    private bool Is(ISymbol? symbol) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, _semaphore.OriginalDefinition);

    /// <summary>Taken in each case, and not only where the caller says that it has not taken it: <c>if (!lockHeld) { … }</c>.</summary>
    private static bool IsTaken(SlotCall call) =>
        !call.At.Ancestors().OfType<IConditionalOperation>().Any(above => above.Condition.Unwrap().DescendantsAndSelf().Any(one => one is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean }));

    private bool IsCallOf(IOperation operation) => SlotCalls.Named(operation) is { } named && _functions.Contains(named);

    /// <summary>Every function round it, from the innermost outwards, up to one that takes the slot itself.</summary>
    private void Add(SlotCall call, IEnumerable<IOperation> taken)
    {
        foreach (var outer in call.At.Ancestors())
        {
            var function = outer switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
            {
                continue;
            }

            if (taken.Any(one => outer.Syntax.Span.Contains(one.Syntax.Span)))
            {
                return;
            }

            _functions.Add(function);
        }

        if (call.Block.Owner is IMethodSymbol method && !taken.Any())
        {
            _functions.Add(method.OriginalDefinition);
        }
    }

    /// <summary>A method of the type that calls such a one gives back too, unless it takes the slot itself.</summary>
    private void FollowCalls()
    {
        var open = new Stack<ISymbol>(_functions);
        while (open.Count > 0)
        {
            foreach (var block in _calls.Naming(open.Pop()))
            {
                if (block.Owner is IMethodSymbol method && !_taking.Contains(block) && _functions.Add(method.OriginalDefinition))
                {
                    open.Push(method.OriginalDefinition);
                }
            }
        }
    }
}
