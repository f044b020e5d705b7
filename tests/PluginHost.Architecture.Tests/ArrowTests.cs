namespace PluginHost.Architecture.Tests;

public sealed class ArrowTests
{
    private const string Contract = "host/PluginHost.Abstractions/PluginHost.Abstractions.csproj";
    private const string Runtime = "host/PluginHost.Runtime/PluginHost.Runtime.csproj";

    private const string Lint = "host/PluginHost.Lint/PluginHost.Lint.csproj";
    private const string Analyzers = "analyzers/PluginHost.Analyzers/PluginHost.Analyzers.csproj";

    [Fact]
    public void Plugin_ReferencesTheContractAlone()
    {
        var plugins = SourceTree.Projects("plugins").ToList();

        Assert.NotEmpty(plugins);
        Assert.All(plugins, plugin => Assert.Empty(SourceTree.References(plugin).Except([Contract])));
    }

    [Theory]
    [InlineData(Contract)]
    [InlineData(Runtime, Contract)]
    [InlineData(Lint, Contract, Analyzers)]
    [InlineData("host/PluginHost/PluginHost.csproj", Runtime, Lint)]
    public void HostProject_ReferencesOnlyWhatStandsBelowIt(string project, params string[] allowed) =>
        Assert.Empty(SourceTree.References(Path.Combine(SourceTree.Root, project)).Except(allowed));

    [Fact]
    public void Runtime_NamesNoWebServer() => Assert.DoesNotContain(
        SourceTree.Sources("host/PluginHost.Runtime"),
        file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Runtime_KnowsPinningMembersFromTheRulesAlone()
    {
        var rules = Path.Combine(SourceTree.Root, "analyzers/PluginHost.Analyzers/DriverCode");
        var shared = SourceTree.SharedSources(Path.Combine(SourceTree.Root, Runtime)).ToList();

        Assert.Contains(Path.Combine(rules, "PinningApis.cs"), shared);
        Assert.Contains(Path.Combine(rules, "OwnConnectionApis.cs"), shared);
        Assert.DoesNotContain(
            SourceTree.Sources("host").Concat(SourceTree.Sources("analyzers/PluginHost.Analyzers")).Except(shared),
            file => File.ReadAllText(file).Contains("\"System.Xml.Serialization.XmlSerializer\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plugins/Barco/Protocol")]
    [InlineData("plugins/Dahua/Protocol")]
    [InlineData("plugins/Ipcom/Protocol")]
    public void Protocol_NamesNoHostType(string folder) => Assert.DoesNotContain(
        SourceTree.Sources(folder),
        file => File.ReadLines(file).Any(line => line is "using PluginHost;"));
}
