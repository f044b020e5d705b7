using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Tells where a total time is what the author wants: a search, a test, a farewell, a time that the caller gives.</summary>
internal static class Purposes
{
    private static readonly HashSet<string> BoundedWords = Words.Set(
        "Discover", "Discovery", "Scan", "Search", "Find", "Probe", "Ping", "Wait", "Stop", "Close", "Shutdown", "Dispose", "Disconnect", "Drain", "Test", "Tests", "Detect", "Login", "Authenticate",
        "Handshake", "Query", "Request", "Download", "Upload", "Load", "Fetch", "Collect", "Capture", "Measure", "Benchmark", "Until", "Try", "Lookup", "Resolve", "Browse", "Sniff", "Record", "Demo");

    private static readonly HashSet<string> TimeWords = Words.Set("Duration", "Window", "Lifetime", "Scan", "Discovery", "Search", "Test", "Runtime");

    private static readonly HashSet<string> TestAttributes = Words.Set("Fact", "Theory", "Test", "Benchmark");

    /// <summary>Whether the functions around an operation are named for something that ends.</summary>
    public static bool EndsByName(IOperation operation, CodeBlock block) => operation.NamesAround(block).Any(EndsByName);

    /// <summary>Whether a function is named for something that ends.</summary>
    public static bool EndsByName(string name) => Words.Any(name, BoundedWords);

    /// <summary>Whether the time comes from whoever calls, or is named as how long something shall last.</summary>
    public static bool IsAsked(IOperation? time, CodeBlock block)
    {
        var (open, seen) = (new Stack<IOperation>(), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        for (var next = time; next is not null; next = open.Count > 0 ? open.Pop() : null)
        {
            foreach (var operation in next.DescendantsAndSelf())
            {
                if (operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } })
                {
                    return true;
                }

                if (operation is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation) || operation.NamedSymbol() is not { } symbol || !seen.Add(symbol))
                {
                    continue;
                }

                if (!Durations.IsTimeSpan(symbol.ContainingType) && Words.Any(symbol.Name, TimeWords))
                {
                    return true;
                }

                foreach (var value in symbol is ILocalSymbol ? block.ValuesOf(symbol) : [])
                {
                    open.Push(value);
                }
            }
        }

        return false;
    }

    /// <summary>Whether the type holds tests: there each wait has a total limit, and shall have.</summary>
    public static bool IsTest(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(method =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass is { } found && Words.Any(found.Name, TestAttributes)));
}
