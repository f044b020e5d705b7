using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Finds where a type can close a field of its own.</summary>
internal sealed class OwnerClosings(RepairScope scope)
{
    /// <summary>What can be done about a field that nothing closes.</summary>
    public Repair? Of(Diagnostic diagnostic)
    {
        var place = scope.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<SyntaxNode>(node => node is VariableDeclaratorSyntax or PropertyDeclarationSyntax);
        if (place?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not (ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword })
            || scope.Model.GetDeclaredSymbol(place!, scope.CancellationToken) is not { ContainingType: { } type } field
            || ClosingMember.Of(OwnMembers.TypeOf(field), scope.Model, place!.SpanStart) is not { } member)
        {
            return null;
        }

        var written = Opening.Escape(field.Name);
        var close = new OwnerClose(
            $"{written}{(Holders.MayBeEmpty(field) ? "?" : "")}.{member}();",
            ClosingMember.IsAsync(OwnMembers.TypeOf(field), scope.Model, place.SpanStart) && !Holders.MayBeEmpty(field) ? $"await {written}.DisposeAsync().ConfigureAwait(false);" : null,
            Holders.MayBeEmptied(field) ? $"{written} = null;" : null);
        var methods = ClosersOf(type, field).ToList();
        if (methods.Count > 0)
        {
            return methods.All(method => method.DeclaringSyntaxReferences.All(one => one.SyntaxTree == scope.Root.SyntaxTree && ClosingBody.CanTake(one.GetSyntax(scope.CancellationToken))))
                ? new Repair($"Close '{field.Name}' in {methods[0].Name}", Repair.Dispose, place, (root, at) => OwnerRewriting.Extend(root, at, methods[0].Name, close))
                : null;
        }

        var contract = new Reporters(scope.Model, place, place.SpanStart).Type("IDisposable", "System");
        return IsClosable(type.BaseType) || type.AllInterfaces.Any(IsContract) || type.GetMembers("Dispose").Length > 0 ? null
            : new Repair($"Implement IDisposable, and close '{field.Name}' there", Repair.Dispose, place, (root, at) => OwnerRewriting.Implement(root, at, contract, close));
    }

    /// <summary>The methods that end the object; of those that end one connection only such as a field can survive.</summary>
    private IEnumerable<IMethodSymbol> ClosersOf(INamedTypeSymbol type, ISymbol field)
    {
        var own = type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, IsAbstract: false }).ToList();
        foreach (var name in new[] { "Dispose", "DisposeAsync" })
        {
            var found = own.Where(method => OwnerRewriting.IsNamed(method.Name, name)).ToList();
            if (found.Count > 0)
            {
                // The one that takes a flag is called by the other.
                return found.Where(method => method.Parameters.Length == found.Max(one => one.Parameters.Length) && method.Parameters.All(one => one.Type.SpecialType == SpecialType.System_Boolean));
            }
        }

        var names = scope.OptionsOf(RuleIdentifiers.NeverClosedField).ClosingMethodNames;
        return own.Where(method => names.Contains(method.Name) && method.Parameters.All(one => one.IsOptional || one.Type.Name == "CancellationToken") && EndsFor(field, method))
            .OrderBy(method => names.ToList().IndexOf(method.Name))
            .Take(1);
    }

    private static bool EndsFor(ISymbol field, IMethodSymbol method) =>
        Holders.MayBeEmptied(field) || method.Name.StartsWith("Close", StringComparison.Ordinal) || method.Name is "Hangup" or "Abort";

    private static bool IsClosable(INamedTypeSymbol? type) => type?.AllInterfaces.Any(IsContract) == true;

    private static bool IsContract(INamedTypeSymbol one) => one is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: "System" };
}
