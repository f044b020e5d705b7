using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0099: what the rules could not look at, and why. Hidden in an editor; in a host it means "not verified".</summary>
internal static class NotAnalysed
{
    private const string Title = "Method was not analysed";
    private const string Description =
        "The rules neither guess nor fail: what is too large, does not compile or could not be understood is named by this diagnostic, so that nobody takes silence for proof.";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Hidden(RuleIdentifiers.NotAnalysed, Title, "'{0}' was not analysed: {1}", Description);

    /// <summary>For an option that is not what whoever set it takes it for.</summary>
    public static readonly DiagnosticDescriptor OptionDescriptor = Descriptors.Hidden(RuleIdentifiers.NotAnalysed, Title, "The option '{0}' has no effect: {1}", Description);

    public static Diagnostic Create(Location location, string name, string reason) => Diagnostic.Create(Descriptor, location, name, reason);
}
