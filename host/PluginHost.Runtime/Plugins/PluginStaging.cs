using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Plugins;

/// <summary>
/// Copies plugin folders to <c>ID/HASH</c> under the cache folder. Only the copy is checked and loaded, so what was checked
/// is what loads, whatever happens to the source meanwhile. One process at a time owns the cache folder.
/// </summary>
internal sealed partial class PluginStaging(string cacheFolder, ILogger logger)
{
    private const string Unfinished = ".staging-";

    private readonly string _root = Path.GetFullPath(cacheFolder);

    /// <summary>Copies a plugin, or finds an intact copy of the same content.</summary>
    /// <exception cref="PluginLoadException">The folder holds no main assembly.</exception>
    /// <exception cref="IOException">The folder cannot be read, or the cache cannot be written.</exception>
    public StagedPlugin Stage(PluginFolder folder)
    {
        folder.FindMainAssembly(folder.Path);
        var hash = FolderHash.Compute(folder.Path);
        if (!IsIntact(folder.Id, hash))
        {
            hash = Copy(folder);
        }

        var path = PathOf(folder.Id, hash);
        return new StagedPlugin(folder, hash, path, Path.Combine(path, folder.FindMainAssembly(path)));
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

            foreach (var copy in Directory.GetDirectories(folder).Where(copy => !kept.Contains(copy)))
            {
                TryDelete(copy);
            }

            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                TryDelete(folder);
            }
        }
    }

    private string Copy(PluginFolder folder)
    {
        var unfinished = Path.Combine(_root, Unfinished + Guid.NewGuid().ToString("N"));
        try
        {
            foreach (var file in FolderHash.RelativeFiles(folder.Path))
            {
                var target = Path.Combine(unfinished, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using (var source = FolderHash.OpenRead(Path.Combine(folder.Path, file)))
                using (var copy = File.Create(target))
                {
                    source.CopyTo(copy);
                }

                File.SetAttributes(target, FileAttributes.ReadOnly);
            }

            // The source may have changed since it was hashed: the copy's own hash is the one that counts.
            var hash = FolderHash.Compute(unfinished);
            if (!IsIntact(folder.Id, hash))
            {
                var target = PathOf(folder.Id, hash);
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

    private string PathOf(string id, string hash) => Path.Combine(_root, id, hash);

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
