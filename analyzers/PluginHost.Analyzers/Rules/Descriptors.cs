using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Rules;

/// <summary>Makes a rule's descriptor.</summary>
internal static class Descriptors
{
    /// <summary>How a message names a type: whether it may be null is no part of what it is.</summary>
    public static readonly SymbolDisplayFormat TypeNames =
        SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static DiagnosticDescriptor Warning(string id, string title, string message, string description) => new(
        id, title, message, RuleIdentifiers.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, RuleIdentifiers.HelpLink(id));

    public static DiagnosticDescriptor Info(string id, string title, string message, string description) => new(
        id, title, message, RuleIdentifiers.Category, DiagnosticSeverity.Info, isEnabledByDefault: true, description, RuleIdentifiers.HelpLink(id));

    public static DiagnosticDescriptor Hidden(string id, string title, string message, string description) => new(
        id, title, message, RuleIdentifiers.Category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, description, RuleIdentifiers.HelpLink(id));
}
