using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Staging;

namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>
/// Reads in the metadata of a generation that lingers what it uses of all that was measured to keep plugins in memory. A use
/// is a suspicion and no proof: it is not seen whether the call was ever made. Read from the host's copy, since a context on
/// its way out does not always name its assemblies any more.
/// </summary>
internal static class PinningSuspects
{
    private const int MostNamed = 10;

    /// <summary>In words, what it may have itself kept by; its main assembly's uses first.</summary>
    public static IReadOnlyList<string> Of(StagedPlugin copy)
    {
        var named = Files(copy).SelectMany(Read).Distinct().ToList();
        return named.Count <= MostNamed ? named : [.. named.Take(MostNamed), $"Likely: {named.Count - MostNamed} other uses of the kind."];
    }

    private static IEnumerable<string> Files(StagedPlugin copy) => !Directory.Exists(copy.Path) ? [] :
        Directory.EnumerateFiles(copy.Path, "*.dll", SearchOption.AllDirectories)
            .OrderByDescending(file => file == copy.MainAssembly).ThenBy(file => file, StringComparer.Ordinal);

    private static List<string> Read(string file)
    {
        try
        {
            using var image = new PEReader(new MemoryStream(File.ReadAllBytes(file)));
            return image.HasMetadata
                ? [.. MemberRules.Find(image.GetMetadataReader()).Where(use => use.MayPin).Select(use => Describe(file, use))]
                : [];
        }
        catch (Exception failure) when (failure is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // A native library, or a copy that is being swept away: it names nothing.
            return [];
        }
    }

    private static string Describe(string file, MemberUse use) =>
        $"Likely: {Path.GetFileNameWithoutExtension(file)} uses {use.Describe()} was measured to keep a plugin in memory: {use.Remedy}.";
}
