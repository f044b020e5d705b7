using System.Reflection;
using System.Runtime.Loader;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>
/// One generation's own assemblies. Managed ones are loaded from bytes: a file that is overwritten while mapped corrupts
/// the code that runs from it. Native libraries need a path, so that file must be one nobody writes to.
/// </summary>
internal sealed class PluginLoadContext(PluginConfig config, AssemblyDependencyResolver resolver, SharedAssemblies shared)
    : AssemblyLoadContext(config.ContextName, config.IsUnloadable)
{
    public Assembly LoadMain() => LoadBytes(config.MainAssemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (shared.Contains(assemblyName.Name))
        {
            return SharedAssemblies.Refuse(config.ContextName, assemblyName) is { } problem
                ? throw new PluginLoadException(problem + ".")
                : SharedAssemblies.Load(assemblyName.Name!);
        }

        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadBytes(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        (resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? FindBesideMain(unmanagedDllName)) is { } path
            ? LoadUnmanagedDllFromPath(path)
            : 0;

    // The runtime looks beside an assembly for libraries that its dependencies do not list, but one loaded from bytes lies nowhere.
    private string? FindBesideMain(string library)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] names = [library, library + extension, "lib" + library + extension];
        return names
            .Select(name => Path.Combine(Path.GetDirectoryName(config.MainAssemblyPath)!, name))
            .FirstOrDefault(File.Exists);
    }

    private Assembly LoadBytes(string path)
    {
        using var assembly = new MemoryStream(File.ReadAllBytes(path));
        var symbolsPath = Path.ChangeExtension(path, ".pdb");
        using var symbols = File.Exists(symbolsPath) ? new MemoryStream(File.ReadAllBytes(symbolsPath)) : null;
        return LoadFromStream(assembly, symbols);
    }
}
