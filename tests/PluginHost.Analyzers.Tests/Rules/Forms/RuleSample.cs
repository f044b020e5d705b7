namespace PluginHost.Analyzers.Tests.Rules.Forms;

/// <summary>The mistake of one rule, in a few lines that can stand in any form of code, and what is right in its place.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Fields">Declarations, one a line, that may be fields of a type or locals of a program.</param>
/// <param name="Leak">Statements with the mistake, marked.</param>
/// <param name="Clean">Statements without it.</param>
internal sealed record RuleSample(string Id, string Fields, string Leak, string Clean)
{
    /// <summary>What else the type has; such a sample cannot stand alone in a program.</summary>
    public string Members { get; init; } = "";

    /// <summary>For a mistake that is in the members and not in the statements: the members without it.</summary>
    public string? CleanMembers { get; init; }

    /// <summary>Whether the fields hold what the rule is about.</summary>
    public bool NeedsType => Members.Length > 0 || CleanMembers is not null;
}
