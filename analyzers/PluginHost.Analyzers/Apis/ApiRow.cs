namespace PluginHost.Analyzers.Apis;

/// <summary>One known member of a type.</summary>
/// <param name="Name">The name, or how it begins.</param>
/// <param name="Role">What it does.</param>
/// <param name="Whole">Whether the name must be just that.</param>
internal sealed record ApiRow(string Name, ApiRole Role, bool Whole = false)
{
    /// <summary>Whether a member's name fits: it is this one, or goes on with a capital letter (<c>Read</c> fits <c>ReadAsync</c>, not <c>Ready</c>).</summary>
    public bool Fits(string name) =>
        name.StartsWith(Name, StringComparison.Ordinal)
        && (name.Length == Name.Length || (!Whole && !char.IsLower(name[Name.Length])));
}
