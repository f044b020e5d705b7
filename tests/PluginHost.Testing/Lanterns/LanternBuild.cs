using System.Text;

namespace PluginHost.Testing;

/// <summary>The lantern's plugin, built anew: the same code with another word in it.</summary>
public static class LanternBuild
{
    private const string BuiltMode = "mode: as it should be   ";
    private const string BuiltVersion = "1.0.0";

    /// <summary>What a build puts out, by file name.</summary>
    /// <param name="mode">What it does wrong, or any other word.</param>
    /// <param name="version">Its version.</param>
    /// <returns>The files' contents.</returns>
    public static Dictionary<string, byte[]> Files(string mode = "as it should be", string version = BuiltVersion)
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(BuiltProgram.Dll("tests/TestPlugins/Lantern"))!).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Overwrite(files["Lantern.dll"], Encoding.Unicode, BuiltMode, "mode: " + mode.PadRight(BuiltMode.Length - "mode: ".Length));
        Overwrite(files["Lantern.dll"], Encoding.UTF8, BuiltVersion, version);
        return files;
    }

    /// <summary>Writes a build into a folder, file by file, as a build does.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="mode">What it does wrong, or any other word.</param>
    /// <param name="version">Its version.</param>
    public static void Write(string folder, string mode = "as it should be", string version = BuiltVersion)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in Files(mode, version))
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static void Overwrite(byte[] assembly, Encoding encoding, string old, string by)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(by.Length, old.Length);
        var (from, to) = (encoding.GetBytes(old), encoding.GetBytes(by));
        var places = Enumerable.Range(0, assembly.Length - from.Length).Where(place => assembly.AsSpan(place, from.Length).SequenceEqual(from)).ToList();
        ArgumentOutOfRangeException.ThrowIfZero(places.Count);
        foreach (var place in places)
        {
            to.CopyTo(assembly, place);
        }
    }
}
