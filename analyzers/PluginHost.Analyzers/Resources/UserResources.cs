using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Operations;

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
        && (type.GetMembers().Any(member => IsHeld(member, depth + 1) && IsClosedIn(type, member))
            || PrimaryParameters(type).Any(parameter => IsResource(parameter.Type, depth + 1) && IsClosedIn(type, parameter)));

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
        for (var type = member.Type(); type is not null; type = type.BaseType)
        {
            if (type is { Name: "WebSocket", ContainingNamespace.Name: "WebSockets" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some member of the type puts something into its field or property of that name.</summary>
    public static bool IsOpenedIn(INamedTypeSymbol type, string name) => type.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax().DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } assignment => assignment.Left.GetLastToken().ValueText == name && IsMade(assignment.Right),
        VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.ValueText == name && IsMade(value),
        _ => false,
    }));

    /// <summary>Where a field or property of that name is closed.</summary>
    public static IEnumerable<IdentifierNameSyntax> ClosingsIn(SyntaxNode code, string name) =>
        code.DescendantNodes().OfType<IdentifierNameSyntax>().Where(identifier => identifier.Identifier.ValueText == name && IsReceiverOfClosing(identifier));

    private static bool IsMade(ExpressionSyntax value) => value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax or AwaitExpressionSyntax;

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

    /// <summary>What a primary constructor is given is held as a field is.</summary>
    private static IEnumerable<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
        .SelectMany(constructor => constructor.Parameters);

    private bool IsResource(ITypeSymbol type, int depth) => kindOf(type, depth) is ResourceKind.Connection or ResourceKind.User;

    private bool IsHeld(ISymbol member, int depth) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false } field => IsResource(field.Type, depth),
        IPropertySymbol { IsStatic: false, IsIndexer: false } property => IsResource(property.Type, depth),
        _ => false,
    };
}
