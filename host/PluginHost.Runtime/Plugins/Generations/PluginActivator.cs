using System.Reflection;
using System.Runtime.CompilerServices;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Loading;

namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>Makes a running generation of a staged plugin.</summary>
internal sealed class PluginActivator(TimeProvider time)
{
    /// <summary>For module initialisers, static constructors and constructors of all drivers of a plugin together.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Loads and constructs, off the caller's thread. A generation that fails is unloaded and forgotten.</summary>
    public async Task<PluginActivation> ActivateAsync(GatedPlugin plugin, int generation)
    {
        var name = $"{plugin.Id}@{plugin.Facts.Version}#{generation}";
        PluginLoader loader;
        try
        {
            loader = PluginLoader.CreateFromAssemblyFile(plugin.Staged.MainAssembly, isUnloadable: true, [], config =>
            {
                config.ContextName = name;
                config.SharedAssemblies.UnionWith(SharedAssemblies.Always);
            });
        }
        catch (PluginLoadException refusal)
        {
            return new(PluginState.Rejected, null, refusal.Message);
        }

        var outcome = await GuardedCall.RunAsync($"load {name}", () => Construct(loader, plugin.Facts), Limit, time).ConfigureAwait(false);
        if (outcome.Value is { } instances)
        {
            return new(PluginState.Loaded, new LoadedPlugin(plugin, generation, time.GetUtcNow(), loader, instances), null);
        }

        await CleanStack.UnloadAsync(loader).ConfigureAwait(false);
        return outcome.Refused
            ? new(PluginState.Rejected, null, outcome.Error)
            : new(PluginState.Failed, null, $"The plugin's code failed while it was loaded: {outcome.Error}.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PluginInstances Construct(PluginLoader loader, PluginFacts facts)
    {
        using var reflection = loader.EnterContextualReflection();
        var assembly = loader.LoadDefaultAssembly();
        var drivers = facts.Drivers.Select(driver => ConstructorOf<IDeviceDriver>(assembly, driver.TypeName)).ToList();
        var virtualDevices = facts.VirtualDevices.Select(device => ConstructorOf<IVirtualDevice>(assembly, device.TypeName)).ToList();
        return new PluginInstances([.. drivers.Select(construct => construct())], virtualDevices);
    }

    private static Func<T> ConstructorOf<T>(Assembly assembly, string typeName)
    {
        var type = assembly.GetType(typeName, throwOnError: true)!;
        if (!typeof(T).IsAssignableFrom(type))
        {
            throw new PluginLoadException($"{typeName} carries an attribute for {typeof(T).Name} but does not implement it.");
        }

        return type is { IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor([]) is { } constructor
            ? () => (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null)
            : throw new PluginLoadException($"{typeName} needs a public constructor without parameters.");
    }
}
