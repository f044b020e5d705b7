using System.Reflection;
using System.Text.RegularExpressions;
using PluginHost.Analyzers.Options;
using PluginHost.Testing;

namespace PluginHost.Analyzers.Tests.Catalogue;

public sealed class OptionsPageTests
{
    [Fact]
    public void OptionsTable_NamesEveryKeyOnce()
    {
        var page = File.ReadAllText(Path.Combine(BuiltProgram.RepositoryRoot, "docs", "analyzers.md"));
        var options = page.Split("\n## ").Single(section => section.StartsWith("Options\n", StringComparison.Ordinal));
        var named = Regex.Matches(options, @"^\| `([a-z_]+)` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value);
        var keys = typeof(OptionNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(key => key.IsLiteral)
            .Select(key => (string)key.GetRawConstantValue()!)
            .Where(key => key != OptionNames.HostMode);

        Assert.Equal(keys.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
