using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Loops;

/// <summary>What a loop gathers over its passes: text, bytes and lists that grow, and the places and numbers that count them.</summary>
internal sealed class Accumulations
{
    private readonly HashSet<ISymbol> _stores = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _counters = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _growing = [];
    private readonly LoopRegion _region;
    private readonly ReadData _data;
    private readonly ResourceTypes _types;

    public Accumulations(LoopRegion region, ReadData data, ResourceTypes types)
    {
        (_region, _data, _types) = (region, data, types);
        foreach (var operation in region.Operations)
        {
            Add(operation);
        }
    }

    /// <summary>Whether something that was read is kept for after the loop.</summary>
    public bool Any => _stores.Count > 0;

    /// <summary>Whether some of it goes on to a stream that is no memory: a copy, a relay.</summary>
    public bool IsCopy { get; private set; }

    /// <summary>Whether the expression names something that grows or counts with the passes.</summary>
    public bool IsIn(IOperation operation) => operation.DescendantsAndSelf().Any(one => Symbol(one) is { } symbol && (_stores.Contains(symbol) || _counters.Contains(symbol)));

    public bool IsCounter(ISymbol symbol) => _counters.Contains(symbol);

    /// <summary>Whether the loop does nothing with what it gathers but gather it.</summary>
    public bool IsOnlyGathered => _stores.All(symbol => symbol is ILocalSymbol) && !_region.Operations.Any(operation =>
        Symbol(operation) is { } symbol && _stores.Contains(symbol)
        && !operation.Ancestors().TakeWhile(above => above != _region.Loop).Any(_growing.Contains)
        && operation.Parent is not IPropertyReferenceOperation { Property.Name: "Length" or "Count" or "Position" });

    /// <summary>Whether the loop empties what it gathers and goes on: then each filling is an item of its own.</summary>
    public bool IsEmptied => _region.Operations.Any(operation => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Clear" or "Remove" or "RemoveRange" or "RemoveAt" or "SetLength" or "Dequeue" or "Reset" or "ResetWrittenCount" } call =>
            Symbol(call.Receiver()) is { } symbol && _stores.Contains(symbol),
        ISimpleAssignmentOperation assignment when !_growing.Contains(assignment) => Symbol(assignment.Target) is { } symbol
            && (_stores.Contains(symbol) || _counters.Contains(symbol)) && _region.Outlives(symbol) && !_data.IsIn(assignment.Value),
        _ => false,
    } && !LoopExits.IsFollowedByExit(operation, _region));

    private static ISymbol? Symbol(IOperation? operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation ? operation.NamedSymbol() : null;

    private static bool IsNumber(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>The outermost thing that a place belongs to: the array of an element, the list behind <c>AsSpan</c>.</summary>
    private static ISymbol? Root(IOperation? place)
    {
        for (var depth = 0; place is not null && depth < 8; depth++)
        {
            place = place.Unwrap();
            switch (place)
            {
                case IArrayElementReferenceOperation element:
                    place = element.ArrayReference;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true } indexer:
                    place = indexer.Instance;
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "Slice" or "Append" or "AppendLine" } call:
                    place = call.Receiver();
                    break;
                default:
                    return Symbol(place);
            }
        }

        return null;
    }

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case IIncrementOrDecrementOperation step when Symbol(step.Target) is { } symbol && _region.Outlives(symbol):
                _counters.Add(symbol);
                break;
            case ICompoundAssignmentOperation compound when Symbol(compound.Target) is { } symbol && _region.Outlives(symbol):
                if (IsNumber(symbol.Type()))
                {
                    _counters.Add(symbol);
                    if (_data.IsIn(compound.Value) && IsPlaceOrEnd(symbol))
                    {
                        Keep(symbol, compound);
                    }
                }
                else if (_data.IsIn(compound.Value))
                {
                    Keep(symbol, compound);
                }

                break;
            case ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } } element
                when Root(element.Target) is { } symbol && _region.Outlives(symbol) && _data.IsIn(element.Value):
                Keep(symbol, element);
                break;
            case ISimpleAssignmentOperation assignment when Symbol(assignment.Target) is { } symbol && _region.Outlives(symbol)
                && _data.IsIn(assignment.Value) && assignment.Value.DescendantsAndSelf().Any(one => SymbolEqualityComparer.Default.Equals(Symbol(one), symbol)):
                if (IsNumber(symbol.Type()))
                {
                    _counters.Add(symbol);
                }

                if (!IsNumber(symbol.Type()) || IsPlaceOrEnd(symbol))
                {
                    Keep(symbol, assignment);
                }

                break;
            case IInvocationOperation call:
                AddCall(call);
                break;
        }
    }

    private void AddCall(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name is "Copy" or "BlockCopy" or "ConstrainedCopy" or "CopyTo" or "TryCopyTo" or "ReadBytes")
        {
            foreach (var argument in call.Arguments.Skip(call.Instance is null && !call.TargetMethod.IsExtensionMethod ? 1 : 0))
            {
                if (Root(argument.Value) is { } target && _region.Outlives(target) && !IsNumber(target.Type()) && (call.Instance is null || _data.IsIn(call.Instance)))
                {
                    Keep(target, call);
                }
            }

            return;
        }

        if (!Grows(name) || call.Receiver() is not { } receiver || !call.Arguments.Any(argument => argument.Value != receiver && _data.IsIn(argument.Value)))
        {
            return;
        }

        if (Root(receiver) is not { } store || !_region.Outlives(store))
        {
            return;
        }

        if (name.StartsWith("Write", StringComparison.Ordinal) && !IsMemory(store, receiver.Type))
        {
            IsCopy = true;
        }
        else
        {
            Keep(store, call);
        }
    }

    private static bool Grows(string name) =>
        name is "Add" or "AddRange" or "AddLast" or "AddFirst" or "Insert" or "InsertRange" or "Push" or "Enqueue" or "Concat"
        || name.StartsWith("Append", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal);

    private bool IsMemory(ISymbol store, ITypeSymbol? type) =>
        type is { Name: "MemoryStream" or "RecyclableMemoryStream" or "StringWriter" or "ArrayBufferWriter" or "StringBuilder" }
        || _region.Block.ValuesOf(store).Any(value => value.Unwrap().Type is { Name: "MemoryStream" or "StringWriter" } || OverMemory(value))
        || (type is not null && !_types.MayHoldConnection(type) && !_types.IsInMemory(type));

    /// <summary><c>new BinaryWriter(memory)</c>.</summary>
    private bool OverMemory(IOperation value) =>
        value.Unwrap() is IObjectCreationOperation { Arguments: { IsEmpty: false } arguments } && arguments[0].Value.Unwrap().Type?.Name is "MemoryStream";

    private void Keep(ISymbol symbol, IOperation by)
    {
        _stores.Add(symbol);
        _growing.Add(by);
    }

    /// <summary>A number counts as gathered where it says how far a message has come: where the next piece goes, or when it is whole. Statistics do neither.</summary>
    private bool IsPlaceOrEnd(ISymbol number) =>
        _data.Calls.SelectMany(call => call.Arguments).Any(argument => Mentions(argument.Value, number))
        || LoopExits.Conditions(_region).Any(condition => Mentions(condition, number));

    private static bool Mentions(IOperation operation, ISymbol symbol) => operation.DescendantsAndSelf().Any(one => SymbolEqualityComparer.Default.Equals(Symbol(one), symbol));
}
