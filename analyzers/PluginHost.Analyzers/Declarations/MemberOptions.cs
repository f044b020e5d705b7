using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.Declarations;

/// <summary>What the options say of single members, by documentation id or by <c>Namespace.Type.Member</c>.</summary>
internal sealed class MemberOptions(LifecycleOptions options)
{
    private readonly HashSet<string> _takes = Set(options, OptionNames.OwnershipTakingMembers);
    private readonly HashSet<string> _borrows = Set(options, OptionNames.BorrowingMembers);
    private readonly HashSet<string> _gives = Set(options, OptionNames.OwnedResultMembers);
    private readonly HashSet<string> _disposes = Set(options, OptionNames.DisposingMembers);

    /// <summary>What a member does with its arguments; <see cref="ParameterUse.Unknown"/> when nothing is said.</summary>
    public ParameterUse UseOf(IMethodSymbol method) =>
        Names(_takes, method) ? ParameterUse.Stores
        : Names(_disposes, method) ? ParameterUse.Disposes
        : Names(_borrows, method) ? ParameterUse.Borrows
        : ParameterUse.Unknown;

    /// <summary>Whether the caller owns what the member gives.</summary>
    public bool GivesOwned(IMethodSymbol method) => Names(_gives, method);

    /// <summary>Whether a call lets its receiver go.</summary>
    public bool Disposes(IMethodSymbol method) => Names(_disposes, method);

    private static HashSet<string> Set(LifecycleOptions options, string key) => new(options.Names(key), StringComparer.Ordinal);

    private static bool Names(HashSet<string> names, IMethodSymbol method)
    {
        if (names.Count == 0)
        {
            return false;
        }

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return names.Contains($"{method.ContainingType?.ToDisplayString()}.{method.Name}") || (method.GetDocumentationCommentId() is { } id && (names.Contains(id) || names.Contains(id.Substring(2))));
    }
}
