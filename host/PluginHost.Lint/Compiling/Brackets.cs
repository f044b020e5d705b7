using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginHost.Lint.Compiling;

/// <summary>
/// How deep brackets are nested. Asked before source is parsed: to tell a tuple or a generic type from an expression the parser
/// looks ahead by a recursion without a guard.
/// </summary>
internal static class Brackets
{
    /// <returns>The position of the first bracket that is nested too deep; <see langword="null"/> where there is none.</returns>
    public static int? FindTooDeep(string text)
    {
        var (opened, angles) = (0, 0);
        foreach (var token in SyntaxFactory.ParseTokens(text, options: DriverCompilation.Parsing))
        {
            var kind = token.Kind();
            opened = kind switch
            {
                SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken => opened + 1,
                SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken when opened > 0 => opened - 1,
                _ => opened,
            };
            angles = kind switch
            {
                SyntaxKind.LessThanToken => angles + 1,
                SyntaxKind.GreaterThanToken when angles > 0 => angles - 1,
                _ when IsOfTypes(token) => angles,
                _ => 0,
            };
            if (opened > Nesting.MostLevels || angles > Nesting.MostLevels || DepthInside(token) > Nesting.MostLevels)
            {
                return token.SpanStart;
            }
        }

        return null;
    }

    /// <summary>What may stand within the angle brackets of a type: after anything else the parser stops looking for one.</summary>
    private static bool IsOfTypes(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken)
        || SyntaxFacts.IsPredefinedType(token.Kind())
        || token.Kind() is SyntaxKind.DotToken or SyntaxKind.CommaToken or SyntaxKind.ColonColonToken or SyntaxKind.QuestionToken or SyntaxKind.AsteriskToken
            or SyntaxKind.OpenParenToken or SyntaxKind.CloseParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.CloseBracketToken
            or SyntaxKind.DelegateKeyword or SyntaxKind.RefKeyword;

    /// <summary>An interpolated string is one token, whatever code stands in it.</summary>
    private static int DepthInside(SyntaxToken token)
    {
        if (token.Text is not ['$' or '@', ..] || token.Text.Length <= Nesting.MostLevels)
        {
            return 0;
        }

        var (opened, deepest) = (0, 0);
        foreach (var character in token.Text)
        {
            opened += character switch { '(' or '[' or '{' or '<' => 1, ')' or ']' or '}' or '>' when opened > 0 => -1, _ => 0 };
            deepest = Math.Max(deepest, opened);
        }

        return deepest;
    }
}
