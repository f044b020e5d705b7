using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>The token source that stops the loops of a type.</summary>
internal static class StopSource
{
    private const string Type = "global::System.Threading.CancellationTokenSource";

    /// <summary>Marks the one that ends all loops that run only once.</summary>
    private static readonly SyntaxAnnotation Shared = new();

    /// <summary>The expression that makes one.</summary>
    public static string Made(SyntaxTree tree) => tree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 } ? "new()" : $"new {Type}()";

    /// <summary>Its name, and whether it is there already; what is made anew at each start of a loop belongs to that loop alone.</summary>
    public static (string Name, bool IsThere) Of(TypeDeclarationSyntax type, SyntaxNode root, INamedTypeSymbol symbol, bool isMadeAnew)
    {
        var fields = OwnerRewriting.PartsOf(type, root).SelectMany(part => part.Members).OfType<FieldDeclarationSyntax>().ToList();
        if (!isMadeAnew && fields.FirstOrDefault(field => field.HasAnnotation(Shared)) is { } there)
        {
            return (there.Declaration.Variables[0].Identifier.ValueText, true);
        }

        var taken = new HashSet<string>(symbol.MemberNames.Concat(fields.Select(field => field.Declaration.Variables[0].Identifier.ValueText)), StringComparer.Ordinal);
        return (new[] { "_stop", "_stopping" }.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(i => $"_stop{i}")).First(name => !taken.Contains(name)), false);
    }

    /// <summary>Declares it behind the first fields.</summary>
    public static SyntaxNode Declare(SyntaxNode root, TypeDeclarationSyntax type, string name, bool isMadeAnew)
    {
        var at = type.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        var beside = type.Members[Math.Max(at - 1, 0)];
        var (gap, indentation, _) = OwnerRewriting.LayoutOf(beside);
        var field = FullNames.Shortened(SyntaxFactory.ParseMemberDeclaration($"private {(isMadeAnew ? "" : "readonly ")}{Type} {name} = {Made(type.SyntaxTree)};")!)
            .WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(indentation))
            .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap));
        return root.ReplaceNode(type, type.WithMembers(type.Members.Insert(at, isMadeAnew ? field : field.WithAdditionalAnnotations(Shared))));
    }
}
