using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins.Watching;

/// <summary>What the file system says of a plugin's files without reading them: cheap enough to look at every few seconds.</summary>
internal sealed class SourceStamp
{
    private const int MostNames = 3;

    private readonly Dictionary<string, (long Length, DateTime Written, int Mode)> _files;

    private SourceStamp(Dictionary<string, (long, DateTime, int)> files) => _files = files;

    /// <summary>When the newest of the files was written; the beginning of time when there is none.</summary>
    public DateTime Newest => _files.Values.Select(file => file.Written).DefaultIfEmpty().Max();

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SourceStamp Read(PluginSource source)
    {
        var root = source.Kind == PluginKind.Script ? Path.GetDirectoryName(source.Path)! : source.Path;
        List<string> names = source.Kind == PluginKind.Script ? [Path.GetFileName(source.Path)] : FolderHash.RelativeFiles(source.Path);
        return new SourceStamp(names
            .Select(name => (Name: name, Info: Target(new FileInfo(Path.Combine(root, name)))))
            .Where(file => file.Info.Exists)
            .ToDictionary(file => file.Name, file => (file.Info.Length, file.Info.LastWriteTimeUtc, (int)file.Info.UnixFileMode)));
    }

    public bool Equals(SourceStamp? other) => other is not null && _files.Count == other._files.Count
        && _files.All(file => other._files.TryGetValue(file.Key, out var same) && same == file.Value);

    /// <summary>In words, which files differ.</summary>
    public string DescribeChanges(SourceStamp? before)
    {
        var names = _files.Where(file => before is null || !before._files.TryGetValue(file.Key, out var same) || same != file.Value)
            .Select(file => file.Key)
            .Concat(before?._files.Keys.Except(_files.Keys).Select(gone => $"{gone} removed") ?? [])
            .Order(StringComparer.Ordinal)
            .ToList();
        return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
    }

    /// <summary>What a link leads to is what is loaded.</summary>
    private static FileInfo Target(FileInfo file) => file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
}
