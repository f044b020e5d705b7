using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0099: what the rules could not look at, and why. Hidden in an editor; in a host it means "not verified".</summary>
internal static class NotAnalysed
{
    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Hidden(
        RuleIdentifiers.NotAnalysed,
        "Method was not analysed",
        "'{0}' was not analysed: {1}",
        "The rules neither guess nor fail: what is too large, does not compile or could not be understood is named by this diagnostic, so that nobody takes silence for proof.");

    public static Diagnostic Create(Location location, string name, string reason) => Diagnostic.Create(Descriptor, location, name, reason);
}
