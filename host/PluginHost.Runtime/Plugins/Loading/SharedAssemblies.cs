using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>The assemblies that a plugin takes from the host.</summary>
internal sealed class SharedAssemblies(IEnumerable<string> simpleNames)
{
    private readonly FrozenSet<string> _names = simpleNames.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What every plugin shares with the host. YamlDotNet is here because code in a collectible context is compiled
    /// anew at each load: a private copy of it costs 100 ms per reload.
    /// </summary>
    public static IReadOnlyList<string> Always { get; } =
        ["PluginHost.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "YamlDotNet"];

    public bool Contains(string? simpleName) =>
        simpleName is not null && (_names.Contains(simpleName) || HostFrameworks.Contains(simpleName));

    /// <summary>
    /// The host's assembly of that name. It is asked for without a version: with one, the runtime answers an older host
    /// with a bare "file not found" that names neither version.
    /// </summary>
    /// <exception cref="FileNotFoundException">The host does not have it.</exception>
    public static Assembly Load(string simpleName) =>
        AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(simpleName));

    /// <summary>What is wrong with a reference to a shared assembly.</summary>
    /// <returns><see langword="null"/> where the host has this version or a newer one.</returns>
    public static string? Refuse(string from, AssemblyName reference)
    {
        try
        {
            var version = Load(reference.Name!).GetName().Version;
            return reference.Version <= version
                ? null
                : $"{from} needs {reference.Name} {reference.Version}, the host has {version}";
        }
        catch (FileNotFoundException)
        {
            return $"{from} needs {reference.Name} {reference.Version}, which the host shares but does not have";
        }
    }
}
