using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Plugins;

/// <summary>
/// Keeps the host's own copies of plugins in <c>ID/HASH</c> under the cache folder. Only the copy is checked and loaded, so
/// what was checked is what loads, whatever happens to the source meanwhile. One process at a time owns the cache folder.
/// </summary>
internal sealed partial class PluginStaging(string cacheFolder, ILogger logger)
{
    private const string Unfinished = ".staging-";
    private const string LastGood = "last-good";

    private readonly string _root = Path.GetFullPath(cacheFolder);

    /// <summary>Copies a plugin's folder, or finds an intact copy of the same content.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="hash">Its content as it was a moment ago; the copy's own is what counts.</param>
    /// <exception cref="PluginLoadException">The folder holds no main assembly.</exception>
    /// <exception cref="IOException">The folder cannot be read, or the cache cannot be written.</exception>
    public StagedPlugin Stage(PluginSource source, string hash)
    {
        source.FindMainAssembly(source.Path);
        if (!IsIntact(source.Id, hash))
        {
            hash = Add(source.Id, null, unfinished => Copy(source.Path, unfinished));
        }

        var path = PathOf(source.Id, hash);
        return new StagedPlugin(source, hash, path, Path.Combine(path, source.FindMainAssembly(path)));
    }

    /// <summary>Where the copy of that content is or would be.</summary>
    public string PathOf(string id, string hash) => Path.Combine(_root, id, hash);

    /// <summary>Makes a copy that is there whole or not at all, and that nobody writes to.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="hash">The hash to keep it under; <see langword="null"/> for that of the files.</param>
    /// <param name="fill">Writes the files into a folder that is not yet the copy.</param>
    /// <returns>The hash it is kept under.</returns>
    public string Add(string id, string? hash, Action<string> fill)
    {
        var unfinished = Path.Combine(_root, Unfinished + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(unfinished);
            fill(unfinished);
            foreach (var file in Directory.EnumerateFiles(unfinished, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.ReadOnly);
            }

            hash ??= FolderHash.Compute(unfinished);
            if (!IsIntact(id, hash))
            {
                var target = PathOf(id, hash);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                Delete(target);
                Directory.Move(unfinished, target);
            }

            return hash;
        }
        finally
        {
            TryDelete(unfinished);
        }
    }

    /// <summary>Remembers, beyond the end of the process, what served last.</summary>
    public void MarkGood(StagedPlugin plugin)
    {
        var file = Path.Combine(_root, plugin.Source.Id, LastGood);
        try
        {
            if (ReadMark(plugin.Source.Id) != plugin.Hash)
            {
                File.WriteAllText(file + ".new", plugin.Hash);
                File.Move(file + ".new", file, overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotMarked(logger, file, failure.Message);
        }
    }

    /// <summary>The copy of what served last; <see langword="null"/> where there is none.</summary>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    public StagedPlugin? FindGood(PluginSource source)
    {
        if (ReadMark(source.Id) is not { Length: > 0 } hash || !Directory.Exists(PathOf(source.Id, hash)))
        {
            return null;
        }

        var path = PathOf(source.Id, hash);
        return new StagedPlugin(source, hash, path, Path.Combine(path, source.FindMainAssembly(path)));
    }

    /// <summary>Deletes every copy of one plugin that is not kept.</summary>
    public void Sweep(string id, IReadOnlyCollection<StagedPlugin> keep)
    {
        var folder = Path.Combine(_root, id);
        if (Directory.Exists(folder))
        {
            SweepFolder(folder, [.. keep.Select(plugin => plugin.Path)]);
        }
    }

    /// <summary>Deletes unfinished copies and every finished one that is not kept.</summary>
    public void Sweep(IReadOnlyCollection<StagedPlugin> keep)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var kept = keep.Select(plugin => plugin.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.GetDirectories(_root))
        {
            if (Path.GetFileName(folder).StartsWith(Unfinished, StringComparison.Ordinal))
            {
                TryDelete(folder);
                continue;
            }

            SweepFolder(folder, kept);
        }
    }

    private void SweepFolder(string folder, HashSet<string> kept)
    {
        foreach (var copy in Directory.GetDirectories(folder).Where(copy => !kept.Contains(copy)))
        {
            TryDelete(copy);
        }

        if (Directory.GetDirectories(folder).Length == 0)
        {
            TryDelete(folder);
        }
    }

    private string? ReadMark(string id)
    {
        var file = Path.Combine(_root, id, LastGood);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in FolderHash.RelativeFiles(from))
        {
            var target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = FolderHash.OpenRead(Path.Combine(from, file));
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private bool IsIntact(string id, string hash) =>
        Directory.Exists(PathOf(id, hash)) && FolderHash.Compute(PathOf(id, hash)) == hash;

    private void TryDelete(string folder)
    {
        try
        {
            Delete(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotDeleted(logger, folder, failure.Message);
        }
    }

    private static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(folder, recursive: true);
    }
}
