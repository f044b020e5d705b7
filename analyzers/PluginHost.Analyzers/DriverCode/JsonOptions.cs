using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.DriverCode;

/// <summary>Tells calls of the JSON serializer that were told the shape of a type from those that ask reflection for it.</summary>
internal static class JsonOptions
{
    /// <summary>Whether a call is given what a source generator made, or options that lead to it.</summary>
    public static bool TellTheShape(IInvocationOperation call) => call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.Name switch
    {
        "JsonTypeInfo" or "JsonSerializerContext" => true,
        "JsonSerializerOptions" => !IsPlain(argument.Value.Unwrap()),
        _ => false,
    });

    /// <summary>Whether options are seen to be made without a resolver; of those that come from elsewhere nothing is known.</summary>
    private static bool IsPlain(IOperation options) => options switch
    {
        IObjectCreationOperation creation => !SetsResolver(creation),
        IFieldReferenceOperation field => Initializer(field.Field) is { } written && !written.Contains("TypeInfoResolver"),
        IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "JsonSerializerOptions" } } => true,
        _ => options.ConstantValue is { HasValue: true, Value: null },
    };

    private static bool SetsResolver(IObjectCreationOperation creation) => creation.Initializer?.Initializers.Any(one =>
        one is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "TypeInfoResolver" } }) == true;

    /// <summary>Read as text: binding another member's code for this would cost more than it tells.</summary>
    private static string? Initializer(IFieldSymbol field) => field.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax>()
        .Select(declarator => declarator.Initializer?.ToString())
        .FirstOrDefault(written => written is not null);
}
