namespace PluginHost.Abstractions.Tests.PublicSurface;

public sealed class PublicSurfaceTests
{
    /// <summary>Set to 1 to write the committed file anew after a change that is meant.</summary>
    private const string Accept = "PLUGINHOST_ACCEPT_PUBLIC_SURFACE";

    [Fact]
    public void PublicSurface_EqualsCommittedFile()
    {
        var committed = CommittedFile();
        var actual = SurfaceWriter.Write(typeof(IDeviceDriver).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(committed, actual);
        }

        Assert.Equal(File.ReadAllText(committed), actual);
    }

    [Fact]
    public void Assembly_HasNoMutableStatic()
    {
        var mutable = typeof(IDeviceDriver).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<'))
            .SelectMany(type => type.GetFields(
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<'))
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.Empty(mutable);
    }

    private static string CommittedFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PluginHost.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("PluginHost.sln stands in no folder above the tests.");
        }

        return Path.Combine(folder.FullName, "host", "PluginHost.Abstractions", "PublicSurface.txt");
    }
}
