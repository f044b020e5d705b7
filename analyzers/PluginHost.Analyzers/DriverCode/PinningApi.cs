namespace PluginHost.Analyzers.DriverCode;

/// <summary>An API that was measured to keep a collectible load context alive after its driver was unloaded.</summary>
/// <param name="Type">Its type by metadata name.</param>
/// <param name="Member">Its member: <c>.ctor</c>, the beginning of a name that ends with <c>*</c>, or <c>*</c> for all.</param>
/// <param name="Use">Which use of it.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record PinningApi(string Type, string Member, PinningUse Use, string Remedy)
{
    /// <summary>Whether the row is about a member of that name.</summary>
    public bool Fits(string member) =>
        Member.Length > 0 && Member[Member.Length - 1] == '*' ? member.StartsWith(Member.Substring(0, Member.Length - 1), StringComparison.Ordinal) && member != ".ctor" : Member == member;
}
