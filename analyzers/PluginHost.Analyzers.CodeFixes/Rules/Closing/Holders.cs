using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>The fields and properties that hold connections, as they are named at a place.</summary>
internal static class Holders
{
    /// <summary>The member of that name of the type round a place.</summary>
    public static ISymbol? Find(RepairScope scope, SyntaxNode place, string name) =>
        scope.Model.GetEnclosingSymbol(place.SpanStart, scope.CancellationToken)?.ContainingType?.GetMembers(name).FirstOrDefault(member => member is IFieldSymbol or IPropertySymbol);

    /// <summary>Its name there, which a variable may hide.</summary>
    public static string Write(RepairScope scope, SyntaxNode place, ISymbol field)
    {
        var name = Opening.Escape(field.Name);
        return field.IsStatic || scope.Model.LookupSymbols(place.SpanStart, name: field.Name).Contains(field, SymbolEqualityComparer.Default) ? name : $"this.{name}";
    }

    /// <summary>What is closed must not look as if it were connected.</summary>
    public static bool MayBeEmptied(ISymbol field) => field switch
    {
        IFieldSymbol { IsReadOnly: false } one => one.NullableAnnotation != NullableAnnotation.NotAnnotated,
        IPropertySymbol { SetMethod.IsInitOnly: false } one => one.NullableAnnotation != NullableAnnotation.NotAnnotated,
        _ => false,
    };

    /// <summary>Whether it may hold nothing when its type is closed.</summary>
    public static bool MayBeEmpty(ISymbol field) => field switch
    {
        IFieldSymbol { IsReadOnly: true } one => one.NullableAnnotation == NullableAnnotation.Annotated,
        IPropertySymbol { SetMethod: null } one => one.NullableAnnotation == NullableAnnotation.Annotated,
        _ => true,
    };
}
