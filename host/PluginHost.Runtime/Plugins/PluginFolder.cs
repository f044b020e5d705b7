namespace PluginHost.Runtime.Plugins;

/// <summary>A folder that claims to be a plugin.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="IsBuiltIn">Whether it came with the host; a configured folder of the same id goes first.</param>
internal sealed record PluginFolder(string Path, bool IsBuiltIn)
{
    /// <summary>The folder's name in lower case.</summary>
    public string Id { get; } = System.IO.Path.GetFileName(Path).ToLowerInvariant();

    /// <summary>The main assembly's file name as written: the plugin folder's name, in any case.</summary>
    /// <param name="folder">Where to look: the plugin folder or a copy of it.</param>
    /// <exception cref="PluginLoadException">There is none.</exception>
    public string FindMainAssembly(string folder)
    {
        var expected = System.IO.Path.GetFileName(Path) + ".dll";
        var matches = Directory.EnumerateFiles(folder)
            .Select(file => System.IO.Path.GetFileName(file))
            .Where(file => file.Equals(expected, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return matches.Contains(expected) ? expected
            : matches is [var only, ..] ? only
            : throw new PluginLoadException($"{Path} holds no {expected}; a plugin folder and its assembly have the same name.");
    }
}
