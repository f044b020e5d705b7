using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>What the sources of these tests are compiled to: those with top-level statements begin with one.</summary>
internal static class MarkedKinds
{
    public static OutputKind Of(string source) =>
        source.StartsWith("while", StringComparison.Ordinal) || source.StartsWith("var", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
}
