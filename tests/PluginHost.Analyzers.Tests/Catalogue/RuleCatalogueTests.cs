using System.Text.RegularExpressions;
using PluginHost.Testing;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>What is said about the rules outside their code agrees with it.</summary>
public sealed class RuleCatalogueTests
{
    /// <summary>Set to 1 to write the table and the presets anew after a change that is meant.</summary>
    private const string Accept = "PLUGINHOST_ACCEPT_RULE_TABLE";

    public static TheoryData<string> RuleIds => [.. RuleCatalogue.Rules.Select(rule => rule.Id)];

    public static TheoryData<string> PresetNames => [.. Preset.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_OfSeveralMessages_IsOneRule(string id) => Assert.Single(
        RuleCatalogue.Descriptors.Where(rule => rule.Id == id)
            .Select(rule => (rule.Title.ToString(), rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.HelpLinkUri))
            .Distinct());

    [Fact]
    public void RuleTable_EqualsDescriptors()
    {
        var committed = Path.Combine(BuiltProgram.RepositoryRoot, "docs", "rules", "README.md");
        ExpectFile(committed, RuleTable.WriteInto(File.ReadAllText(committed)));
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Preset_EqualsDescriptors(string name) => ExpectFile(
        Path.Combine(BuiltProgram.RepositoryRoot, "analyzers", "PluginHost.Analyzers.Package", "globalconfigs", $"{name}.globalconfig"),
        Preset.All.Single(preset => preset.Name == name).Write());

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_HasItsPage(string id)
    {
        var rule = RuleCatalogue.Rules.Single(rule => rule.Id == id);
        var page = Path.Combine(BuiltProgram.RepositoryRoot, "docs", "rules", $"{id}.md");

        Assert.True(File.Exists(page), $"'{page}' is not there");
        Assert.Equal($"# {id}: {rule.Title}", File.ReadLines(page).First());
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_StandsInOneReleaseFileWithItsSeverity(string id)
    {
        var rule = RuleCatalogue.Rules.Single(rule => rule.Id == id);
        var rows = Directory.EnumerateFiles(Path.Combine(BuiltProgram.RepositoryRoot, "analyzers", "PluginHost.Analyzers"), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith($"{id} ", StringComparison.Ordinal));

        Assert.Matches($@"^{id} \| {Regex.Escape(rule.Category)} \| {rule.DefaultSeverity} \|", Assert.Single(rows));
    }

    private static void ExpectFile(string committed, string actual)
    {
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(committed, actual);
        }

        Assert.Equal(File.ReadAllText(committed), actual);
    }
}
