using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Has a type close a field of its own; as the tree stands by then, for another field may have changed it.</summary>
internal static class OwnerRewriting
{
    /// <summary>Whether a method has that name, also one that is written with its interface.</summary>
    public static bool IsNamed(string method, string name) => method == name || method.EndsWith("." + name, StringComparison.Ordinal);

    /// <summary>Adds the close to the methods of that name, and to the awaited sister that does not call them.</summary>
    public static SyntaxNode Extend(SyntaxNode root, SyntaxNode field, string name, OwnerClose close)
    {
        var type = field.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var methods = PartsOf(type, root).SelectMany(part => part.Members).OfType<MethodDeclarationSyntax>().Where(ClosingBody.CanTake).ToList();
        var named = methods.Where(method => IsNamed(name, method.Identifier.ValueText)).ToList();
        var chosen = named.Where(method => method.ParameterList.Parameters.Count == named.Max(one => one.ParameterList.Parameters.Count)).ToList();
        chosen.AddRange(methods.Where(method => IsNamed(name, "Dispose") && method is { Identifier.ValueText: "DisposeAsync", ParameterList.Parameters.Count: 0 } && !CallsDispose(method)));
        return root.ReplaceNodes(chosen, (old, _) =>
        {
            var isEnd = old.Identifier.ValueText is "Dispose" or "DisposeAsync";
            var statement = close.Awaited is not null && ClosingBody.IsAsync(old) ? close.Awaited : close.Now;
            var (gap, indentation, step) = LayoutOf(old);
            return ClosingBody.Add(old, isEnd || close.Empty is null ? [statement] : [statement, close.Empty], gap, indentation, step);
        });
    }

    /// <summary>Adds the interface and its method; to that of another field, where there is one by now.</summary>
    public static SyntaxNode Implement(SyntaxNode root, SyntaxNode field, string contract, OwnerClose close)
    {
        var type = field.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        if (PartsOf(type, root).SelectMany(part => part.Members).OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == "Dispose"))
        {
            return Extend(root, field, "Dispose", close);
        }

        var (gap, indentation, _) = LayoutOf(field.FirstAncestorOrSelf<MemberDeclarationSyntax>()!);
        var method = SyntaxFactory.ParseMemberDeclaration($"public void Dispose() => {close.Now}")!
            .WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia((gap == " " ? "" : gap) + indentation))
            .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap));
        return root.ReplaceNode(type, InterfaceAdding.Add(type.WithMembers(type.Members.Add(method)), contract));
    }

    private static bool CallsDispose(MethodDeclarationSyntax method) => method.DescendantNodes().Any(node =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Dispose" } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "Dispose" } });

    /// <summary>All parts of a type in its file.</summary>
    public static IEnumerable<TypeDeclarationSyntax> PartsOf(TypeDeclarationSyntax type, SyntaxNode root)
    {
        var path = PathOf(type);
        return root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(other => other == type || (other.Identifier.ValueText == type.Identifier.ValueText && PathOf(other) == path));
    }

    private static string PathOf(SyntaxNode type) => string.Join("/", type.AncestorsAndSelf().Select(node => node switch
    {
        TypeDeclarationSyntax one => $"{one.Identifier.ValueText}`{one.TypeParameterList?.Parameters.Count ?? 0}",
        BaseNamespaceDeclarationSyntax one => one.Name.ToString(),
        _ => "",
    }));

    /// <summary>How a member is laid out: what separates its lines, what they begin with, and by how much they are indented further inside.</summary>
    public static (string Gap, string Indentation, string Step) LayoutOf(MemberDeclarationSyntax member)
    {
        var type = member.FirstAncestorOrSelf<TypeDeclarationSyntax>(one => one != member)!;
        if (!type.ToString().Contains("\n"))
        {
            return (" ", "", "");
        }

        var (own, outer) = (Blanks(member), Blanks(type));
        var step = own.Length > outer.Length && own.StartsWith(outer, StringComparison.Ordinal) ? own.Substring(outer.Length) : "    ";
        return (member.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n", own, step);
    }

    private static string Blanks(SyntaxNode node) => node.GetLeadingTrivia().LastOrDefault(one => one.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
}
