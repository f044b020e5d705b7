using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>The table of all rules, between its two marks in a page that is written by hand otherwise.</summary>
internal static class RuleTable
{
    private const string Begin = "<!-- The rules; made by a test, which fails when it is not up to date. PLUGINHOST_ACCEPT_RULE_TABLE=1 writes it anew. -->\n";
    private const string End = "<!-- End of the rules. -->\n";

    public static string WriteInto(string page)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? page[..(begin + Begin.Length)] + Table() + page[end..]
            : throw new InvalidDataException($"The page has no table between '{Begin.Trim()}' and '{End.Trim()}'.");
    }

    private static string Table() => string.Concat(
    [
        "\n| id | title | default | fix | page |\n| --- | --- | --- | --- | --- |\n",
        .. RuleCatalogue.Rules.Select(Row),
        "\n",
    ]);

    private static string Row(DiagnosticDescriptor rule) =>
        $"| {rule.Id} | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {(RuleCatalogue.HasFix(rule.Id) ? "yes" : "no")} | [{rule.Id}.md]({rule.Id}.md) |\n";
}
