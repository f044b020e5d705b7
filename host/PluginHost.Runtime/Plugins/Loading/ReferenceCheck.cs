using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>Compares what a plugin and its private dependencies were built against with what the host has.</summary>
internal static class ReferenceCheck
{
    /// <summary>Follows the references of an assembly through its private dependencies. Runs no code of theirs.</summary>
    /// <exception cref="PluginLoadException">One of them needs a newer shared assembly than the host has.</exception>
    public static void Verify(string mainAssembly, AssemblyDependencyResolver resolver, SharedAssemblies shared)
    {
        var problems = new List<string>();
        var seen = new HashSet<string> { mainAssembly };
        var pending = new Queue<string>(seen);
        while (pending.TryDequeue(out var file))
        {
            foreach (var reference in ReferencesOf(file))
            {
                if (shared.Contains(reference.Name))
                {
                    problems.AddRange(SharedAssemblies.Refuse(Path.GetFileName(file), reference) is { } problem ? [problem] : []);
                }
                else if (resolver.ResolveAssemblyToPath(reference) is { } path && seen.Add(path))
                {
                    pending.Enqueue(path);
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new PluginLoadException(string.Join("; ", problems) + ".");
        }
    }

    private static List<AssemblyName> ReferencesOf(string file)
    {
        try
        {
            using var image = new PEReader(new MemoryStream(File.ReadAllBytes(file)));
            var metadata = image.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
        }
        catch (Exception damage) when (damage is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginLoadException($"{Path.GetFileName(file)} is not a managed assembly: {damage.Message}");
        }
    }
}
