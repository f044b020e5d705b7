using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.Resources;

/// <summary>
/// Finds the user's own resource types: a source type with a field of a resource type that one of its members closes. Reads
/// syntax only, for binding the code of other types is what makes such a question expensive.
/// </summary>
internal sealed class UserResources(Func<ITypeSymbol, int, ResourceKind> kindOf)
{
    private const int MostNested = 4;

    /// <summary>Whether a type owns a resource and can let it go.</summary>
    /// <param name="type">The type.</param>
    /// <param name="depth">How many owners stand above it already.</param>
    public bool Owns(INamedTypeSymbol type, int depth) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false }
        && depth < MostNested
        && CanClose(type)
        && type.GetMembers().Any(member => IsHeld(member, depth + 1) && IsClosedIn(type, member));

    /// <summary>Whether some member of the type closes what its field or property holds.</summary>
    public static bool IsClosedIn(INamedTypeSymbol type, ISymbol member)
    {
        var saysGoodbye = IsWebSocket(member);
        return type.DeclaringSyntaxReferences.Any(declaration => ClosingsIn(declaration.GetSyntax(), member.Name).Any(closing => !saysGoodbye || !IsGoodbye(closing)));
    }

    /// <summary>A web socket's <c>CloseAsync</c> ends the conversation; whoever does no more does not own it.</summary>
    private static bool IsGoodbye(IdentifierNameSyntax closing) =>
        closing.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText == "CloseAsync";

    private static bool IsWebSocket(ISymbol member)
    {
        for (var type = member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null }; type is not null; type = type.BaseType)
        {
            if (type is { Name: "WebSocket", ContainingNamespace.Name: "WebSockets" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a field or property of that name is closed.</summary>
    public static IEnumerable<IdentifierNameSyntax> ClosingsIn(SyntaxNode code, string name) =>
        code.DescendantNodes().OfType<IdentifierNameSyntax>().Where(identifier => identifier.Identifier.ValueText == name && IsReceiverOfClosing(identifier));

    private static bool CanClose(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable")
        || type.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: "Close" or "CloseAsync" or "Dispose" or "DisposeAsync" });

    private static bool IsReceiverOfClosing(IdentifierNameSyntax identifier)
    {
        ExpressionSyntax receiver = identifier.Parent is MemberAccessExpressionSyntax member && member.Name == identifier ? member : identifier;
        while (receiver.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            receiver = (ExpressionSyntax)receiver.Parent;
        }

        return receiver.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == receiver => IsClosing(access.Name.Identifier.ValueText),
            ConditionalAccessExpressionSyntax conditional when conditional.Expression == receiver =>
                conditional.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } && IsClosing(binding.Name.Identifier.ValueText),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } => true,
            _ => false,
        };
    }

    private static bool IsClosing(string name) => name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" or "Abort" or "Stop";

    private bool IsHeld(ISymbol member, int depth) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false } field => kindOf(field.Type, depth) is ResourceKind.Connection or ResourceKind.User,
        IPropertySymbol { IsStatic: false, IsIndexer: false } property => kindOf(property.Type, depth) is ResourceKind.Connection or ResourceKind.User,
        _ => false,
    };
}
