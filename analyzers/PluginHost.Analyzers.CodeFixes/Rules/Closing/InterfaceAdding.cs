using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Adds an interface to a type, and leaves the line of its head as it is.</summary>
internal static class InterfaceAdding
{
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, string contract)
    {
        var added = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName(contract));
        if (type.BaseList is { } list)
        {
            var last = list.Types.Last();
            var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            var types = list.Types.Replace(last, last.WithoutTrailingTrivia());
            return type.WithBaseList(list.WithTypes(SyntaxFactory.SeparatedList(types.Append(added.WithTrailingTrivia(last.GetTrailingTrivia())), types.GetSeparators().Append(comma))));
        }

        var before = type.ParameterList?.CloseParenToken ?? type.TypeParameterList?.GreaterThanToken ?? type.Identifier;
        var colon = SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space);
        var bases = SyntaxFactory.BaseList(colon, SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(added)).WithTrailingTrivia(before.TrailingTrivia);
        return (TypeDeclarationSyntax)type.ReplaceToken(before, before.WithTrailingTrivia(SyntaxFactory.Space)).WithBaseList(bases);
    }
}
