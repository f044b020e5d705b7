using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Tells what gives back the slot of one semaphore, or takes over that duty.</summary>
internal sealed class SlotReturns
{
    private readonly ISymbol _semaphore;
    private readonly TypeBlocks _blocks;
    private readonly HashSet<ISymbol> _functions = new(SymbolEqualityComparer.Default);
    private readonly List<CodeBlock> _oneSided = [];

    public SlotReturns(ISymbol semaphore, TypeBlocks blocks)
    {
        (_semaphore, _blocks) = (semaphore, blocks);
        foreach (var block in blocks.All)
        {
            var (takes, gives) = (false, false);
            foreach (var operation in block.Operations)
            {
                takes |= Is(SlotNames.Taken(operation, block));
                if (Is(SlotNames.GivenBack(operation, block)))
                {
                    gives = true;
                    Add(operation, block);
                }
            }

            if (gives && !takes)
            {
                _oneSided.Add(block);
            }
        }

        FollowCalls();
    }

    /// <summary>Whether a signal is meant, which nobody holds: it begins with nothing to take.</summary>
    public bool IsSignal => _blocks.ValuesOf(_semaphore).Any(made => made.Value.Unwrap() is IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }
        && arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 });

    /// <summary>Whether a body, or what it calls, gives back at all: else the slot is somebody else's to return.</summary>
    public bool AreIn(IOperation body, CodeBlock block) => body.DescendantsAndSelf().Any(one => Is(SlotNames.GivenBack(one, block)) || IsCallOf(one));

    /// <summary>Whether something in a body that does not resolve mentions the semaphore, or says that it releases: it may give back, then or later.</summary>
    public bool MayBeIn(IOperation body, CodeBlock block) => block.Has(OperationKind.Invalid) && body.DescendantsAndSelf().Any(part =>
        part.DoesNotResolve() && !part.IsInUnresolved()
        && (part.DescendantsAndSelf().Any(one => Is(SlotNames.Named(one, block))) || Unresolved.NamesIn(part).Any(name => name.StartsWith("Release", StringComparison.Ordinal))));

    /// <summary>Whether other members only give back, so that a slot may stay taken when a method ends.</summary>
    public bool AreElsewhere(IOperation body) => _oneSided.Any(block => !Calls(body.DescendantsAndSelf(), block.Owner) && !IsHelper(block.Owner));

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
        member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary }
        && _blocks.All.Where(block => Calls(block.Operations, member)).All(block => block.Operations.Any(one => Is(SlotNames.Taken(one, block))));

    private static bool Calls(IEnumerable<IOperation> operations, ISymbol member) => operations.Any(one => one switch
    {
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.OriginalDefinition),
        IMethodReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, member.OriginalDefinition),
        _ => false,
    });

    private bool Is(ISymbol? symbol) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, _semaphore.OriginalDefinition);

    /// <summary>Taken in each case, and not only where the caller says that it has not taken it: <c>if (!lockHeld) { … }</c>.</summary>
    private bool IsTaken(IOperation operation, CodeBlock block) => Is(SlotNames.Taken(operation, block))
        && !operation.Ancestors().OfType<IConditionalOperation>().Any(above => above.Condition.Unwrap().DescendantsAndSelf().Any(one => one is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean }));

    private bool IsCallOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => _functions.Contains(call.TargetMethod.OriginalDefinition),
        IMethodReferenceOperation reference => _functions.Contains(reference.Method.OriginalDefinition),
        _ => false,
    };

    /// <summary>Every function round it, from the innermost outwards, up to one that takes the slot itself.</summary>
    private void Add(IOperation operation, CodeBlock block)
    {
        foreach (var outer in operation.Ancestors())
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

            if (outer.DescendantsAndSelf().Any(one => IsTaken(one, block)))
            {
                return;
            }

            _functions.Add(function);
        }

        if (block.Owner is IMethodSymbol method && !block.Operations.Any(one => IsTaken(one, block)))
        {
            _functions.Add(method.OriginalDefinition);
        }
    }

    /// <summary>A method of the type that calls such a one gives back too, unless it takes the slot itself.</summary>
    private void FollowCalls()
    {
        for (var round = 0; round < 2 && _functions.Count > 0; round++)
        {
            foreach (var block in _blocks.All)
            {
                if (block.Owner is IMethodSymbol method && !_functions.Contains(method.OriginalDefinition) && block.Operations.Any(IsCallOf)
                    && !block.Operations.Any(one => Is(SlotNames.Taken(one, block))))
                {
                    _functions.Add(method.OriginalDefinition);
                }
            }
        }
    }
}
