using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Findings;

/// <summary>What a rule or the compiler says about a place.</summary>
/// <param name="Id">The rule, such as PH0001, or the compiler's code, such as CS1002.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found.</param>
/// <param name="Place">Where; <see langword="null"/> where it is about no place.</param>
/// <param name="HelpLink">The page that explains it, where there is one.</param>
/// <param name="Related">Further places that belong to it.</param>
/// <param name="IsSuppressed">Whether the source says that it is not to be reported.</param>
public sealed record Finding(
    string Id, DiagnosticSeverity Severity, string Message, Place? Place, string? HelpLink, IReadOnlyList<Place> Related, bool IsSuppressed)
{
    /// <summary>The file, where known.</summary>
    public string? File => Place?.File;

    /// <summary>From 1, where known.</summary>
    public int? Line => Place?.Line;

    /// <summary>From 1, where known.</summary>
    public int? Column => Place?.Column;

    /// <summary>A diagnostic of the compiler or of a rule.</summary>
    public static Finding Of(Diagnostic diagnostic) => new(
        diagnostic.Id,
        diagnostic.Severity,
        diagnostic.GetMessage(CultureInfo.InvariantCulture),
        Place.Of(diagnostic.Location),
        diagnostic.Descriptor.HelpLinkUri is { Length: > 0 } link ? link : null,
        [.. diagnostic.AdditionalLocations.Select(Place.Of).OfType<Place>()],
        diagnostic.IsSuppressed);

    /// <summary>An error that is neither the compiler's nor a rule's.</summary>
    internal static Finding At(Place? place, string id, string message) => new(id, DiagnosticSeverity.Error, message, place, null, [], false);
}
