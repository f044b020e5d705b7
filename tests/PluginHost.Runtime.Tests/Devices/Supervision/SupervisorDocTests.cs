namespace PluginHost.Runtime.Tests.Devices.Supervision;

public sealed class SupervisorDocTests
{
    /// <summary>Set to 1 to write the committed file anew after a change that is meant.</summary>
    private const string Accept = "PLUGINHOST_ACCEPT_SUPERVISOR_DOC";

    [Fact]
    public void SupervisorDoc_EqualsTables()
    {
        var committed = Path.Combine(Root(), "docs", "supervisor.md");
        var actual = SupervisorDoc.Write();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(committed, actual);
        }

        Assert.Equal(File.ReadAllText(committed), actual);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PluginHost.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("PluginHost.sln stands in no folder above the tests.");
        }

        return folder.FullName;
    }
}
