using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>Finds names for new locals.</summary>
internal static class FreeNames
{
    private static readonly string[] Prefixes = ["m_", "s_", "t_", "_"];

    /// <summary>A name for the old value of a field that nothing in the whole member is called by.</summary>
    public static string ForOld(string field, SyntaxNode place)
    {
        var taken = new HashSet<string>((place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place.SyntaxTree.GetRoot())
            .DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText));
        var bare = Prefixes.FirstOrDefault(prefix => field.StartsWith(prefix, StringComparison.Ordinal) && field.Length > prefix.Length) is { } found ? field.Substring(found.Length) : field;
        var name = $"old{char.ToUpperInvariant(bare[0])}{bare.Substring(1)}";
        return Enumerable.Range(1, int.MaxValue - 1).Select(i => i == 1 ? name : $"{name}{i}").First(one => !taken.Contains(one));
    }
}
