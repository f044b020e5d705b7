using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Gives names to what the fixes of one document declare: no two alike, and none that its member has.</summary>
internal sealed class NewNames
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public string Of(SyntaxNode place, string wanted)
    {
        var member = place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place;
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        var name = wanted;
        for (var number = 2; taken.Contains(name) || !_given.Add($"{member.SpanStart}:{name}"); number++)
        {
            name = $"{wanted}{number}";
        }

        return name;
    }

    /// <summary>The token that the method around a place was given.</summary>
    public static string? OfToken(SemanticModel model, SyntaxNode place) => model.GetEnclosingSymbol(place.SpanStart) is IMethodSymbol method
        ? method.Parameters.FirstOrDefault(parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" })?.Name
        : null;
}
