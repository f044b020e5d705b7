namespace PluginHost.Runtime.Plugins;

/// <summary>Looks for plugin folders on disk.</summary>
internal static class PluginFolders
{
    // An unreadable folder of plugins must not look like an empty one: everything in it would be unloaded.
    private static readonly EnumerationOptions Visible = new() { IgnoreInaccessible = false };

    /// <summary>Every visible, non-empty folder in these folders, in order of precedence; one that does not exist holds none.</summary>
    /// <exception cref="UnauthorizedAccessException">One of the folders may not be read.</exception>
    /// <exception cref="IOException">One of the folders cannot be read.</exception>
    public static List<PluginFolder> Find(IEnumerable<string> configured, string? builtIn)
    {
        var roots = configured.Select(root => (Path: FullPath(root), IsBuiltIn: false));
        if (builtIn is not null)
        {
            roots = roots.Append((FullPath(builtIn), true));
        }

        return [.. roots
            .DistinctBy(root => root.Path)
            .Where(root => Directory.Exists(root.Path))
            .SelectMany(root => Directory.EnumerateDirectories(root.Path, "*", Visible)
                .Where(folder => !Path.GetFileName(folder).StartsWith('.') && !IsEmpty(folder))
                .Order(StringComparer.Ordinal)
                .Select(folder => new PluginFolder(folder, root.IsBuiltIn)))];
    }

    private static string FullPath(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

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
