namespace PluginHost.Runtime.Plugins.Sources;

/// <summary>Looks for plugins on disk.</summary>
internal static class PluginSources
{
    // An unreadable folder of plugins must not look like an empty one: everything in it would be unloaded.
    private static readonly EnumerationOptions Visible = new() { IgnoreInaccessible = false };

    /// <summary>
    /// Every visible, non-empty folder and every visible script in these places, in order of precedence. A place that does
    /// not exist holds none; one that is a script or a build's output is a plugin itself.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">One of the folders may not be read.</exception>
    /// <exception cref="IOException">One of the folders cannot be read.</exception>
    public static List<PluginSource> Find(IEnumerable<string> configured, string? builtIn)
    {
        var roots = configured.Select(root => (Path: FullPath(root), IsBuiltIn: false));
        if (builtIn is not null)
        {
            roots = roots.Append((FullPath(builtIn), true));
        }

        return [.. roots.DistinctBy(root => root.Path).SelectMany(root => FindIn(root.Path, root.IsBuiltIn)).DistinctBy(source => source.Path)];
    }

    public static string FullPath(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static IEnumerable<PluginSource> FindIn(string root, bool isBuiltIn)
    {
        if (File.Exists(root) && IsScript(root))
        {
            return [new PluginSource(root, PluginKind.Script, isBuiltIn)];
        }

        if (!Directory.Exists(root))
        {
            return [];
        }

        var folders = Directory.EnumerateDirectories(root, "*", Visible)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.') && !IsEmpty(folder))
            .Order(StringComparer.Ordinal)
            .Select(folder => new PluginSource(folder, PluginKind.Assembly, isBuiltIn));
        if (BuiltNames(root) is { Count: > 0 } built)
        {
            // What else lies in a build's output (satellites, native libraries) is no plugin.
            return built.Select(name => new PluginSource(root, PluginKind.Assembly, isBuiltIn) { Name = name })
                .Concat(folders.Where(folder => File.Exists(Path.Combine(folder.Path, folder.Name + ".dll"))));
        }

        return folders.Concat(Directory.EnumerateFiles(root, "*" + PluginSource.ScriptExtension, Visible)
            .Where(IsScript)
            .Order(StringComparer.Ordinal)
            .Select(file => new PluginSource(file, PluginKind.Script, isBuiltIn)));
    }

    private static bool IsScript(string file) =>
        Path.GetExtension(file) == PluginSource.ScriptExtension && !Path.GetFileName(file).StartsWith('.');

    /// <summary>The assembly that a build put right into this folder; the first of several.</summary>
    private static List<string> BuiltNames(string folder)
    {
        const string dependencies = ".deps.json";
        return [.. Directory.EnumerateFiles(folder, "*" + dependencies, Visible)
            .Select(file => Path.GetFileName(file)[..^dependencies.Length])
            .Where(name => File.Exists(Path.Combine(folder, name + ".dll")))
            .Order(StringComparer.Ordinal)
            .Take(1)];
    }

    private static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException)
        {
            // Not known to be empty: it stays a plugin, and its own rejection says that it cannot be read.
            return false;
        }
    }
}
