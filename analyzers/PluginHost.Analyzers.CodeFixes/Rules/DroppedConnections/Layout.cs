using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>How the statements round one are laid out.</summary>
/// <param name="Gap">What separates them: a line, or a blank where all stands on one.</param>
/// <param name="Indentation">What each line begins with.</param>
/// <param name="Step">By how much what stands inside is indented further.</param>
internal sealed record Layout(string Gap, string Indentation, string Step)
{
    public static Layout Of(StatementSyntax statement)
    {
        if (statement.Parent is BlockSyntax && !statement.Parent.ToString().Contains("\n"))
        {
            return new Layout(" ", "", "");
        }

        var (own, outer) = (Blanks(statement), statement.Parent is { } parent ? Blanks(parent) : "");
        var step = own.Length > outer.Length && own.StartsWith(outer, StringComparison.Ordinal) ? own.Substring(outer.Length) : "    ";
        var lines = statement.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(one => one.IsKind(SyntaxKind.EndOfLineTrivia));
        return new Layout(lines.RawKind == 0 ? "\n" : lines.ToString(), own, step);
    }

    private static string Blanks(SyntaxNode node)
    {
        var token = node is BlockSyntax block ? block.OpenBraceToken : node.GetFirstToken();
        return token.LeadingTrivia.LastOrDefault(one => one.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
    }
}
