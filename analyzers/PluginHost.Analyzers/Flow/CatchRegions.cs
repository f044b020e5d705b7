using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>Tells which handlers take what a failing connection throws.</summary>
internal static class CatchRegions
{
    /// <summary>Exceptions that no failing connection throws, by how their names begin.</summary>
    private static readonly string[] Unrelated =
        ["Argument", "Format", "Overflow", "Json", "Xml", "KeyNotFound", "IndexOutOfRange", "NullReference", "InvalidCast", "NotSupported", "NotImplemented", "OperationCanceled", "TaskCanceled", "ThreadAbort", "OutOfMemory"];

    /// <summary>Whether nothing goes past the handler.</summary>
    public static bool CatchesAll(ControlFlowRegion handler) => handler.Kind == ControlFlowRegionKind.Catch && IsAny(handler.ExceptionType);

    /// <summary>Whether the handler takes failures of the network; a filter may not match.</summary>
    public static bool Catches(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch && TakesFailure(handler.ExceptionType);

    /// <summary>Whether a handler for this type takes whatever is thrown.</summary>
    public static bool IsAny(ITypeSymbol? exception) => exception is null or { Name: "Exception" or "Object" };

    /// <summary>Whether a handler for this type takes failures of the network.</summary>
    public static bool TakesFailure(ITypeSymbol? exception) =>
        IsAny(exception) || !Unrelated.Any(name => exception!.Name.StartsWith(name, StringComparison.Ordinal));
}
