using PluginHost.Testing;

namespace PluginHost.Tests.Packages;

/// <summary>Both packages of this repository in a folder, and beside it room for projects that refer to them.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder with the two packages.</summary>
    public string Path => _folder.PathOf("feed");

    /// <summary>A folder outside the repository; restoring in its subfolders knows this feed and what the repository itself was built with.</summary>
    public string Room => _folder.PathOf("room");

    /// <summary>Keeps the packages of this run out of the machine's own, where their version would stay.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["NUGET_PACKAGES"] = _folder.PathOf("packages") };

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Room);
        await File.WriteAllTextAsync(System.IO.Path.Combine(Room, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Path}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var project in new[] { "host/PluginHost.Abstractions", "analyzers/PluginHost.Analyzers.Package" })
        {
            await DotNet.RunAsync(BuiltProgram.RepositoryRoot, "pack", project, "-o", Path, "--artifacts-path", _folder.PathOf("artifacts"));
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string MachinePackages() => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? System.IO.Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
