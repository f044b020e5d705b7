using System.Runtime.Loader;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Loading;
using PluginHost.Runtime.Plugins.Staging;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>One running generation of a plugin.</summary>
public sealed class LoadedPlugin
{
    private PluginLoader? _loader;

    internal LoadedPlugin(
        GatedPlugin plugin, int generation, DateTimeOffset loadedAt, PluginLoader loader, PluginInstances instances)
    {
        Gated = plugin;
        Version = plugin.Facts.Version;
        Generation = generation;
        LoadedAt = loadedAt;
        Diagnostics = plugin.Facts.Diagnostics;
        Drivers = [.. plugin.Facts.Drivers.Zip(instances.Drivers, (facts, instance) => new LoadedDriver(this, facts, instance))];
        VirtualDevices = [.. plugin.Facts.VirtualDevices.Zip(
            instances.VirtualDevices, (facts, create) => new LoadedVirtualDevice(this, facts, create))];
        _loader = loader;
    }

    /// <summary>The name of the plugin's folder or script in lower case.</summary>
    public string Id => Staged.Source.Id;

    /// <summary>The full path of the plugin's folder or script.</summary>
    public string Path => Staged.Source.Path;

    /// <summary>The first driver's version, else the assembly's.</summary>
    public string Version { get; }

    /// <summary>From 1, rising with every load of this plugin in this process.</summary>
    public int Generation { get; }

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>Its drivers, at least one.</summary>
    public IReadOnlyList<LoadedDriver> Drivers { get; }

    /// <summary>Its virtual devices, at most one for each driver.</summary>
    public IReadOnlyList<LoadedVirtualDevice> VirtualDevices { get; }

    /// <summary>What was found in its metadata.</summary>
    public IReadOnlyList<PluginDiagnostic> Diagnostics { get; }

    /// <summary>The hash over the paths and contents of the files that were loaded: SHA-256 in lower-case hexadecimal.</summary>
    public string ContentHash => Staged.Hash;

    internal GatedPlugin Gated { get; }

    internal StagedPlugin Staged => Gated.Staged;

    internal string ContextName => $"{Id}@{Version}#{Generation}";

    /// <summary>
    /// Makes <c>Type.GetType</c> and its kin look into this generation first, until the scope is disposed. Every call into
    /// the plugin runs under it.
    /// </summary>
    /// <remarks>
    /// The scope travels with the execution context. What outlives the call (a timer, a task of the host's) must be started
    /// with the flow suppressed, or it keeps the generation in memory.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The generation is retired.</exception>
    public AssemblyLoadContext.ContextualReflectionScope EnterContextualReflection() =>
        (_loader ?? throw new ObjectDisposedException(ContextName)).EnterContextualReflection();

    /// <summary>Drops every reference to the plugin's objects and begins the unloading. Its devices are stopped before.</summary>
    /// <exception cref="ObjectDisposedException">The generation is already retired.</exception>
    internal async Task<RetiredGeneration> RetireAsync(TimeProvider time)
    {
        var unloading = BeginUnloading();
        return new RetiredGeneration(Staged, Generation, ContextName, time.GetUtcNow(), await unloading.ConfigureAwait(false));
    }

    private Task<WeakReference> BeginUnloading()
    {
        var loader = Interlocked.Exchange(ref _loader, null) ?? throw new ObjectDisposedException(ContextName);
        foreach (var driver in Drivers)
        {
            driver.Release();
        }

        foreach (var device in VirtualDevices)
        {
            device.Release();
        }

        return CleanStack.UnloadAsync(loader);
    }
}
