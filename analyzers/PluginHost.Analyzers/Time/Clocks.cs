using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Tells where code looks at a clock.</summary>
internal static class Clocks
{
    /// <summary>Whether an operation reads how late it is, or how much time has gone or is left.</summary>
    public static bool Reads(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: var name, ContainingType.Name: var type } } => (type, name) switch
        {
            ("DateTime" or "DateTimeOffset", "Now" or "UtcNow") or ("Environment", "TickCount" or "TickCount64") => true,
            ("Stopwatch", "Elapsed" or "ElapsedMilliseconds" or "ElapsedTicks") or ("Deadline", "Remaining" or "HasPassed") => true,
            _ => SpeaksOfRest(name),
        },
        IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: var type } } => (type, name) switch
        {
            ("Stopwatch", "GetTimestamp" or "GetElapsedTime") => true,
            (_, "GetTimestamp" or "GetElapsedTime" or "GetUtcNow" or "GetLocalNow") => true,
            _ => SpeaksOfRest(name),
        },
        IFieldReferenceOperation { Field.Name: var name } => SpeaksOfRest(name),
        ILocalReferenceOperation { Local: { Name: var name, Type: var type } } => IsTime(type) && SpeaksOfRest(name),
        _ => false,
    };

    /// <summary>Whether a value was made from a clock, directly or by way of locals of its block.</summary>
    public static bool IsFrom(IOperation value, CodeBlock block)
    {
        var (open, seen) = (new Stack<IOperation>(), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        open.Push(value);
        while (open.Count > 0)
        {
            foreach (var operation in open.Pop().DescendantsAndSelf())
            {
                if (Reads(operation) || operation is IObjectCreationOperation { Type.Name: "Stopwatch" } or IInvocationOperation { TargetMethod: { Name: "StartNew", ContainingType.Name: "Stopwatch" } })
                {
                    return true;
                }

                if (operation is ILocalReferenceOperation { Local: var local } && seen.Add(local))
                {
                    foreach (var known in block.ValuesOf(local))
                    {
                        open.Push(known);
                    }
                }
            }
        }

        return false;
    }

    private static bool IsTime(ITypeSymbol? type) => Durations.IsTimeSpan(type) || type is { Name: "DateTime" or "DateTimeOffset" } or { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 };

    private static bool SpeaksOfRest(string name) =>
        name.IndexOf("TimeLeft", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Deadline", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("RemainingTime", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("TimeRemaining", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("RemainingTimeout", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("IsExpired", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("HasTimedOut", StringComparison.OrdinalIgnoreCase) >= 0;
}
