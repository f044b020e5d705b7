using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>Loads one plugin assembly and its private dependencies into a load context of their own.</summary>
/// <remarks>Named after DotNetCorePlugins, so that its users feel at home.</remarks>
public sealed class PluginLoader : IDisposable
{
    private PluginLoadContext? _context;

    private PluginLoader(PluginLoadContext context) => _context = context;

    /// <summary>Prepares a plugin for loading. Runs no code of it.</summary>
    /// <param name="assemblyFile">The full path of the main assembly; its <c>.deps.json</c> lies beside it.</param>
    /// <param name="isUnloadable">Whether the plugin can be unloaded.</param>
    /// <param name="sharedTypes">Types whose assemblies the plugin takes from the host, whatever its folder holds.</param>
    /// <param name="configure">Settles the rest.</param>
    /// <exception cref="ArgumentException">The path is relative.</exception>
    /// <exception cref="PluginLoadException">The dependencies cannot be read, or need a newer assembly than the host shares.</exception>
    public static PluginLoader CreateFromAssemblyFile(
        string assemblyFile, bool isUnloadable, Type[] sharedTypes, Action<PluginConfig> configure)
    {
        if (!Path.IsPathFullyQualified(assemblyFile))
        {
            throw new ArgumentException($"The path of a plugin must be absolute: '{assemblyFile}'.", nameof(assemblyFile));
        }

        var config = new PluginConfig(assemblyFile) { IsUnloadable = isUnloadable };
        config.SharedAssemblies.UnionWith(sharedTypes.Select(type => type.Assembly.GetName().Name!));
        configure(config);
        var shared = new SharedAssemblies(config.SharedAssemblies);
        var resolver = CreateResolver(assemblyFile);
        ReferenceCheck.Verify(assemblyFile, resolver, shared);
        return new PluginLoader(new PluginLoadContext(config, resolver, shared));
    }

    /// <summary>Whether <see cref="Dispose"/> unloads the plugin.</summary>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public bool IsUnloadable => Context.IsCollectible;

    private PluginLoadContext Context => _context ?? throw new ObjectDisposedException(nameof(PluginLoader));

    /// <summary>Loads the plugin's main assembly.</summary>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public Assembly LoadDefaultAssembly() => Context.LoadMain();

    /// <summary>Makes <c>Type.GetType</c> and its kin look into the plugin first, until the scope is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public AssemblyLoadContext.ContextualReflectionScope EnterContextualReflection() => Context.EnterContextualReflection();

    /// <summary>Begins the unloading, if the plugin can be unloaded, and forgets the context.</summary>
    /// <returns>Dead once the context is gone, which is when nothing refers to anything of the plugin any more.</returns>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WeakReference Unload()
    {
        var tracked = new WeakReference(Context, trackResurrection: true);
        Dispose();
        return tracked;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        var context = Interlocked.Exchange(ref _context, null);
        if (context is { IsCollectible: true })
        {
            context.Unload();
        }
    }

    private static AssemblyDependencyResolver CreateResolver(string assemblyFile)
    {
        // Without the file the resolver takes every assembly in the folder for a dependency, stale ones too.
        var dependencies = Path.ChangeExtension(assemblyFile, ".deps.json");
        if (!File.Exists(dependencies))
        {
            throw new PluginLoadException(
                $"{Path.GetFileName(dependencies)} is missing beside {Path.GetFileName(assemblyFile)}; copy the whole build output.");
        }

        try
        {
            return new AssemblyDependencyResolver(assemblyFile);
        }
        catch (InvalidOperationException failure)
        {
            throw new PluginLoadException(
                $"The dependencies in {Path.GetFileName(dependencies)} cannot be resolved: {failure.Message.ReplaceLineEndings(" ").Trim()}");
        }
    }
}
