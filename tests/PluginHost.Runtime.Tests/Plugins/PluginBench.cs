using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Scripts;

namespace PluginHost.Runtime.Tests.Plugins;

/// <summary>A temporary house: a configured folder, a second one, a built-in one, and the host's data.</summary>
internal sealed class PluginBench : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pluginhost-plugins-").FullName;

    public PluginBench()
    {
        Catalog = NewCatalog();
        foreach (var folder in new[] { Configured, Second, BuiltIn })
        {
            Directory.CreateDirectory(folder);
        }
    }

    public string Configured => Path.Combine(_root, "plugins");

    public string Second => Path.Combine(_root, "more-plugins");

    public string BuiltIn => Path.Combine(_root, "built-in");

    public string Data => Path.Combine(_root, "data");

    public string Cache => Path.Combine(Data, "cache");

    public PluginCatalog Catalog { get; }

    /// <summary>Where the build put a test plugin.</summary>
    public static string Built(string name) => Path.Combine(AppContext.BaseDirectory, "plugins", name);

    /// <summary>Copies a built test plugin into a folder of the house.</summary>
    public string Drop(string name, string? into = null, string? folderName = null)
    {
        var target = Path.Combine(into ?? Configured, folderName ?? name);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Built(name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    public PluginCatalog NewCatalog(TimeProvider? time = null, IScriptCompiler? scripts = null) =>
        new(Data, BuiltIn, scripts, time ?? TimeProvider.System, NullLogger<PluginCatalog>.Instance);

    public Task<PluginSnapshot> RescanAsync() => RescanAsync(Catalog);

    public Task<PluginSnapshot> RescanAsync(PluginCatalog catalog) => catalog.ApplyAsync(catalog.FindChanges([Configured, Second]));

    /// <summary>Rescans with this one plugin dropped in.</summary>
    public async Task<PluginStatus> LoadOnlyAsync(string name)
    {
        Drop(name);
        return Assert.Single((await RescanAsync()).Plugins);
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_root, recursive: true);
    }
}
