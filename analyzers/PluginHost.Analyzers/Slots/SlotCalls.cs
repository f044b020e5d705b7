using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>
/// Where the bodies of a type take slots and give them back, and which of them name which method. Found in one walk for all semaphores:
/// a type with many waits is asked about each of them.
/// </summary>
internal sealed class SlotCalls
{
    private readonly Dictionary<ISymbol, List<SlotCall>> _taken = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<SlotCall>> _givenBack = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<CodeBlock>> _naming = new(SymbolEqualityComparer.Default);

    public SlotCalls(TypeBlocks blocks, CancellationToken cancellationToken)
    {
        Blocks = blocks;
        foreach (var block in blocks.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var operation in block.Operations)
            {
                if (Named(operation) is not { } method)
                {
                    continue;
                }

                Add(_taken, SlotNames.Taken(operation, block), new SlotCall(operation, block));
                Add(_givenBack, SlotNames.GivenBack(operation, block), new SlotCall(operation, block));
                if (!_naming.TryGetValue(method, out var naming) || naming[naming.Count - 1] != block)
                {
                    Add(_naming, method, block);
                }
            }
        }
    }

    public TypeBlocks Blocks { get; }

    /// <summary>The calls that wait for a semaphore.</summary>
    public IReadOnlyList<SlotCall> Taking(ISymbol semaphore) => Of(_taken, semaphore);

    /// <summary>The calls that release it.</summary>
    public IReadOnlyList<SlotCall> GivingBack(ISymbol semaphore) => Of(_givenBack, semaphore);

    /// <summary>The bodies that call a method or make a delegate of it.</summary>
    public IReadOnlyList<CodeBlock> Naming(ISymbol method) => Of(_naming, method);

    /// <summary>The method that an operation calls or makes a delegate of.</summary>
    public static ISymbol? Named(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        IMethodReferenceOperation reference => reference.Method.OriginalDefinition,
        _ => null,
    };

    private static IReadOnlyList<T> Of<T>(Dictionary<ISymbol, List<T>> table, ISymbol symbol) => table.TryGetValue(symbol.OriginalDefinition, out var found) ? found : [];

    private static void Add<T>(Dictionary<ISymbol, List<T>> table, ISymbol? symbol, T value)
    {
        if (symbol is null)
        {
            return;
        }

        if (!table.TryGetValue(symbol.OriginalDefinition, out var list))
        {
            table[symbol.OriginalDefinition] = list = [];
        }

        list.Add(value);
    }
}
