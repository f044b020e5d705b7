using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Loading;

namespace PluginHost.Runtime.Tests.Plugins.Loading;

public sealed class PluginLoaderTests : IDisposable
{
    private readonly PluginBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void LoadDefaultAssembly_PrivateDependency_IsLoadedFromBytesIntoTheNamedContext()
    {
        using var loader = Create(MainOf("CleanTwin"), config => config.ContextName = "clean-twin@3.2.1#1");

        var driver = (IDeviceDriver)loader.LoadDefaultAssembly().CreateInstance("CleanTwin.CleanTwinDriver")!;
        driver.Plan(SettingValues.From([], []));

        var context = AssemblyLoadContext.GetLoadContext(driver.GetType().Assembly)!;
        Assert.Equal("clean-twin@3.2.1#1", context.Name);
        Assert.True(context.IsCollectible);
        Assert.Equal(["CleanTwin", "CleanTwin.Phrases"], context.Assemblies.Select(assembly => assembly.GetName().Name).Order());
        Assert.All(context.Assemblies, assembly => Assert.Empty(assembly.Location));
    }

    [Fact]
    public void LoadDefaultAssembly_FolderHoldsCopyOfTheContract_TakesTheHostsOwn()
    {
        var folder = _bench.Drop("CleanTwin");
        File.Copy(typeof(IDeviceDriver).Assembly.Location, Path.Combine(folder, "PluginHost.Abstractions.dll"));
        ReplaceInDependencies(folder, "CleanTwin", "\"CleanTwin.dll\": {}", "\"CleanTwin.dll\": {}, \"PluginHost.Abstractions.dll\": {}");
        using var loader = Create(Path.Combine(folder, "CleanTwin.dll"));

        var driver = loader.LoadDefaultAssembly().CreateInstance("CleanTwin.CleanTwinDriver");

        Assert.IsAssignableFrom<IDeviceDriver>(driver);
    }

    [Fact]
    public void CreateFromAssemblyFile_ContractNewerThanTheHosts_IsRefusedNamingBothVersions()
    {
        var refusal = Assert.Throws<PluginLoadException>(() => Create(MainOf("NewerContract")));

        var version = typeof(IDeviceDriver).Assembly.GetName().Version;
        Assert.Equal($"NewerContract.dll needs PluginHost.Abstractions 99.0.0.0, the host has {version}.", refusal.Message);
    }

    [Fact]
    public void CreateFromAssemblyFile_PrivateDependencyNeedsNewerContract_IsRefusedToo()
    {
        var folder = _bench.Drop("CleanTwin");
        File.Copy(Path.Combine(PluginBench.Built("NewerContract"), "NewerContract.dll"), Path.Combine(folder, "CleanTwin.Phrases.dll"), overwrite: true);

        var refusal = Assert.Throws<PluginLoadException>(() => Create(Path.Combine(folder, "CleanTwin.dll")));

        Assert.StartsWith("CleanTwin.Phrases.dll needs PluginHost.Abstractions 99.0.0.0", refusal.Message);
    }

    [Fact]
    public void CreateFromAssemblyFile_DependenciesMissing_NamesTheFile()
    {
        var folder = _bench.Drop("CleanTwin");
        File.Delete(Path.Combine(folder, "CleanTwin.deps.json"));

        var refusal = Assert.Throws<PluginLoadException>(() => Create(Path.Combine(folder, "CleanTwin.dll")));

        Assert.StartsWith("CleanTwin.deps.json is missing beside CleanTwin.dll", refusal.Message);
    }

    [Theory]
    [InlineData("{ this is no JSON")]
    [InlineData("")]
    public void CreateFromAssemblyFile_DependenciesCorrupt_NamesTheFile(string text)
    {
        var folder = _bench.Drop("CleanTwin");
        File.WriteAllText(Path.Combine(folder, "CleanTwin.deps.json"), text);

        var refusal = Assert.Throws<PluginLoadException>(() => Create(Path.Combine(folder, "CleanTwin.dll")));

        Assert.StartsWith("The dependencies in CleanTwin.deps.json cannot be resolved:", refusal.Message);
    }

    [Fact]
    public void CreateFromAssemblyFile_RelativePath_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Create("plugins/CleanTwin/CleanTwin.dll"));

    [Fact]
    public void EnterContextualReflection_TypeByName_IsFoundInThePlugin()
    {
        using var loader = Create(MainOf("CleanTwin"));
        loader.LoadDefaultAssembly();

        using (loader.EnterContextualReflection())
        {
            Assert.NotNull(Type.GetType("CleanTwin.CleanTwinDriver, CleanTwin"));
        }

        Assert.Null(Type.GetType("CleanTwin.CleanTwinDriver, CleanTwin"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoadUnmanagedDll_LibraryInTheFolder_IsLoadedFromThere(bool listed)
    {
        var folder = _bench.Drop("NativeCaller");
        PutNativeLibrary(folder, listed);
        using var loader = Create(Path.Combine(folder, "NativeCaller.dll"));
        var driver = (IDeviceDriver)loader.LoadDefaultAssembly().CreateInstance("NativeCaller.NativeCallerDriver")!;

        var plan = driver.Plan(SettingValues.From([], []));

        Assert.Equal($"pid-{Environment.ProcessId}", Assert.Single(plan.Entities).Id);
    }

    [Fact]
    public void Dispose_Loader_RefusesFurtherUse()
    {
        var loader = Create(MainOf("CleanTwin"));
        Assert.True(loader.IsUnloadable);

        loader.Dispose();
        loader.Dispose();

        Assert.Throws<ObjectDisposedException>(() => loader.LoadDefaultAssembly());
    }

    private static string MainOf(string name) => Path.Combine(PluginBench.Built(name), name + ".dll");

    private static PluginLoader Create(string path, Action<PluginConfig>? configure = null) =>
        PluginLoader.CreateFromAssemblyFile(path, isUnloadable: true, [typeof(IDeviceDriver)], configure ?? (_ => { }));

    /// <param name="folder">The plugin's folder.</param>
    /// <param name="listed">Whether the dependencies list it, in a subfolder as packages have it.</param>
    private static void PutNativeLibrary(string folder, bool listed)
    {
        var source = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*System.Native.*")
            .Single(file => Path.GetExtension(file) is ".so" or ".dylib");
        var rid = RuntimeInformation.RuntimeIdentifier;
        var target = (listed ? $"runtimes/{rid}/native/" : "") + "libprivate_native" + Path.GetExtension(source);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, target))!);
        File.Copy(source, Path.Combine(folder, target));
        if (listed)
        {
            var entry = $$"""
                "runtimeTargets": { "{{target}}": { "rid": "{{rid}}", "assetType": "native" } },
                "runtime": {
                """;
            ReplaceInDependencies(folder, "NativeCaller", "\"runtime\": {", entry);
        }
    }

    private static void ReplaceInDependencies(string folder, string plugin, string old, string replacement)
    {
        var path = Path.Combine(folder, plugin + ".deps.json");
        var text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, replacement));
    }
}
