using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>The token source that stops the loops of a type.</summary>
internal static class StopSource
{
    private const string Type = "global::System.Threading.CancellationTokenSource";

    /// <summary>A name that the type does not have.</summary>
    public static string NameIn(INamedTypeSymbol type)
    {
        var taken = new HashSet<string>(type.MemberNames, StringComparer.Ordinal);
        return new[] { "_stop", "_stopping" }.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(i => $"_stop{i}")).First(name => !taken.Contains(name));
    }

    /// <summary>Declares it behind the first fields; once for all loops that are stopped by it.</summary>
    public static SyntaxNode Declare(SyntaxNode root, TypeDeclarationSyntax type, string name)
    {
        if (OwnerRewriting.PartsOf(type, root).SelectMany(part => part.Members).OfType<FieldDeclarationSyntax>().Any(field => field.Declaration.Variables.Any(one => one.Identifier.ValueText == name)))
        {
            return root;
        }

        var at = type.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        var beside = type.Members[Math.Max(at - 1, 0)];
        var (gap, indentation, _) = OwnerRewriting.LayoutOf(beside);
        var made = type.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 } ? "new()" : $"new {Type}()";
        var field = FullNames.Shortened(SyntaxFactory.ParseMemberDeclaration($"private readonly {Type} {name} = {made};")!)
            .WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(indentation))
            .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap));
        return root.ReplaceNode(type, type.WithMembers(type.Members.Insert(at, field)));
    }
}
