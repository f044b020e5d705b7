using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>One way to close what stays open.</summary>
/// <param name="Title">What it does, for the user.</param>
/// <param name="Key">The same for all repairs of this kind.</param>
/// <param name="Place">The statement or expression that it rewrites.</param>
/// <param name="Apply">Rewrites the place as it stands in the tree by now.</param>
internal sealed record Repair(string Title, string Key, SyntaxNode Place, Func<SyntaxNode, SyntaxNode, SyntaxNode> Apply)
{
    public const string Dispose = "dispose";
    public const string CallClosing = "close";

    /// <summary>What else it rewrites, and must find again.</summary>
    public IReadOnlyList<SyntaxNode> Others { get; init; } = [];
}
