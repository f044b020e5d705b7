using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Tells the calls that take a slot of a semaphore, or give it back, and which semaphore is meant.</summary>
internal static class SlotNames
{
    public static bool IsSemaphore(ITypeSymbol? type) => type is { Name: "SemaphoreSlim", ContainingNamespace.Name: "Threading" };

    /// <summary>Whether a type keeps a semaphore, itself or in a collection.</summary>
    public static bool AreIn(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => member is IFieldSymbol { Type: var kept } && (IsSemaphore(kept) || kept is INamedTypeSymbol { TypeArguments: var inner } && inner.Any(IsSemaphore))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The semaphore that a call waits for.</summary>
    public static ISymbol? Taken(IOperation operation, CodeBlock block) => Of(operation, block, "Wait", "WaitAsync");

    /// <summary>The semaphore that a call gives back to.</summary>
    public static ISymbol? GivenBack(IOperation operation, CodeBlock block) => Of(operation, block, "Release", "Release");

    /// <summary>The semaphore that an expression names; a local that only stands for a member is that member.</summary>
    public static ISymbol? Named(IOperation? value, CodeBlock block)
    {
        if (value is null || !IsSemaphore(value.Unwrap().Type))
        {
            return null;
        }

        var symbol = value.BehindNullTest().NamedSymbol();
        return symbol is ILocalSymbol && block.ValuesOf(symbol) is { Count: 1 } values && values[0].Unwrap() is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member ? member.Member : symbol;
    }

    private static ISymbol? Of(IOperation operation, CodeBlock block, string name, string other) =>
        operation is IInvocationOperation { Instance: { } instance } call && (call.TargetMethod.Name == name || call.TargetMethod.Name == other) ? Named(instance, block) : null;
}
