using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Members that keep what they are given, by name: collections, completion sources, channels, registries.</summary>
internal static class CollectionNames
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "GetOrAdd", "AddRange", "AddFirst", "AddLast", "Enqueue", "Push", "Insert", "Set", "TryWrite", "WriteAsync", "SetResult",
        "TrySetResult", "RegisterForDispose", "RegisterForDisposeAsync", "DisposeWith", "AddTo", "Register", "Return", "Release", "QueueUserWorkItem",
        "UnsafeQueueUserWorkItem", "StartNew", "Run", "ContinueWith", "Post", "SendAsync", "FromResult", "Attach", "Start",
    };

    /// <summary>Whether a method without source keeps its argument.</summary>
    public static bool Keeps(IMethodSymbol method) => Names.Contains(method.Name);
}
