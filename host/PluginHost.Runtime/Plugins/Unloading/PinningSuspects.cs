using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;

namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>
/// Reads in the metadata of a generation that lingers what it uses of all that was measured to keep plugins in memory. A use
/// is a suspicion and no proof: it is not seen whether the call was ever made.
/// </summary>
internal static class PinningSuspects
{
    private const int MostNamed = 10;

    /// <summary>In words, what it may have itself kept by; its main assembly's uses first.</summary>
    public static IReadOnlyList<string> Of(RetiredGeneration generation) => generation.Examine(Read);

    private static IReadOnlyList<string> Read(AssemblyLoadContext context)
    {
        var named = context.Assemblies.SelectMany(assembly => Read(assembly)).Distinct().ToList();
        return named.Count <= MostNamed ? named : [.. named.Take(MostNamed), $"Likely: {named.Count - MostNamed} other uses of the kind."];
    }

    private static unsafe List<string> Read(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var start, out var length))
        {
            return [];
        }

        var uses = MemberRules.Find(new MetadataReader(start, length)).Where(use => use.MayPin).Select(use => Describe(assembly, use)).ToList();
        GC.KeepAlive(assembly);
        return uses;
    }

    private static string Describe(Assembly assembly, MemberUse use) =>
        $"Likely: {assembly.GetName().Name} uses {use.Describe()}, which was measured to keep a plugin in memory: {use.Remedy}.";
}
