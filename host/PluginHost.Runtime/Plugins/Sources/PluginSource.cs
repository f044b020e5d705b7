namespace PluginHost.Runtime.Plugins.Sources;

/// <summary>A folder or script that claims to be a plugin.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsBuiltIn">Whether it came with the host; a configured one of the same id goes first.</param>
internal sealed record PluginSource(string Path, PluginKind Kind, bool IsBuiltIn)
{
    public const string ScriptExtension = ".cs";

    /// <summary>The main assembly's name: that of the folder or script, but for a build output.</summary>
    public string Name { get; init; } = Kind == PluginKind.Script
        ? System.IO.Path.GetFileNameWithoutExtension(Path)
        : System.IO.Path.GetFileName(Path);

    /// <summary>The name in lower case.</summary>
    public string Id => Name.ToLowerInvariant();

    /// <summary>The main assembly's file name as written, which may differ from the plugin's name in case.</summary>
    /// <param name="folder">Where to look: the plugin folder or a copy of it.</param>
    /// <exception cref="PluginLoadException">There is none.</exception>
    public string FindMainAssembly(string folder)
    {
        var expected = Name + ".dll";
        var matches = Directory.EnumerateFiles(folder)
            .Select(file => System.IO.Path.GetFileName(file))
            .Where(file => file.Equals(expected, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return matches.Contains(expected) ? expected
            : matches is [var only, ..] ? only
            : throw new PluginLoadException(Name.EndsWith(ScriptExtension, StringComparison.OrdinalIgnoreCase)
                ? $"{Path} is a folder; a script is a file, and a plugin folder has the name of its assembly."
                : $"{Path} holds no {expected}; a plugin folder and its assembly have the same name.");
    }
}
