using PluginHost.Testing;

namespace PluginHost.Incident.Tests.Gallery;

public sealed class IncidentPageTests
{
    /// <summary>Set to 1 to write the code of the page anew after a change that is meant.</summary>
    private const string Accept = "PLUGINHOST_ACCEPT_GALLERY";

    private static readonly string Committed = Path.Combine(BuiltProgram.RepositoryRoot, "docs", "incident.md");

    [Fact]
    public void Page_EqualsTheSources()
    {
        var actual = IncidentPage.WriteInto(File.ReadAllText(Committed));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(Committed, actual);
        }

        Assert.Equal(File.ReadAllText(Committed), actual);
    }

    [Fact]
    public void Page_ShowsEverySideOnce() => Assert.Equal(
        Exhibit.Names.SelectMany(name => new[] { new Exhibit(name, "After"), new Exhibit(name, "Before") }).Select(one => (one.Name, one.Side)),
        IncidentPage.ExhibitsOf(File.ReadAllText(Committed)).Select(one => (one.Name, one.Side)).Order());
}
