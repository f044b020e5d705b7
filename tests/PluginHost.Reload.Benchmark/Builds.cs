using System.Globalization;
using PluginHost.Testing;

namespace PluginHost.Reload.Benchmark;

/// <summary>Puts new builds in place, as settled as if somebody had written them a moment before.</summary>
internal static class Builds
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    public static void WriteAssembly(string plugins, int number)
    {
        var folder = Path.Combine(plugins, "Lantern");
        LanternBuild.Write(folder, $"build {number}");
        foreach (var file in Directory.GetFiles(folder))
        {
            Settle(file);
        }
    }

    public static void WriteScript(string plugins, int number)
    {
        var file = Path.Combine(plugins, "lantern.cs");
        File.WriteAllText(file, LanternScript.Text.Replace("$number", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Settle(file);
    }

    private static void Settle(string file) => File.SetLastWriteTimeUtc(file, DateTime.UtcNow - Settled);
}
