using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins.Staging;

/// <summary>
/// Keeps the host's own copies of plugins in <c>ID/HASH</c> under the cache folder. Only the copy is checked and loaded, so
/// what was checked is what loads, whatever happens to the source meanwhile. One process at a time owns the cache folder.
/// </summary>
internal sealed partial class PluginStaging(string cacheFolder, ILogger logger)
{
    private const string Unfinished = ".staging-";
    private const string LastGood = "last-good";
    private const string RolledBack = "rolled-back";

    private readonly string _root = Path.GetFullPath(cacheFolder);
    private readonly ConcurrentDictionary<string, int> _inUse = new();

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
        Mark(plugin.Source.Id, LastGood, plugin.Hash);
        if (IsBad(plugin))
        {
            Mark(plugin.Source.Id, RolledBack, "");
        }
    }

    /// <summary>Remembers, beyond the end of the process, what was rolled back.</summary>
    public void MarkBad(StagedPlugin plugin) => Mark(plugin.Source.Id, RolledBack, ContentOf(plugin));

    /// <summary>Whether this content was rolled back the last time it ran.</summary>
    public bool IsBad(StagedPlugin plugin) => ReadMark(plugin.Source.Id, RolledBack) == ContentOf(plugin);

    /// <summary>Whether it is known what served last.</summary>
    public bool HasGood(string id) => ReadMark(id, LastGood) is { Length: > 0 };

    /// <summary>Keeps the copies of a plugin while one of them is being made and has no generation yet.</summary>
    /// <returns>Ends it when disposed.</returns>
    public IDisposable Use(string id)
    {
        _inUse.AddOrUpdate(id, 1, (_, count) => count + 1);
        return new Ending(() => _inUse.AddOrUpdate(id, 0, (_, count) => count - 1));
    }

    /// <summary>The copy of what served last; <see langword="null"/> where there is none.</summary>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    public StagedPlugin? FindGood(PluginSource source)
    {
        if (ReadMark(source.Id, LastGood) is not { Length: > 0 } hash || !Directory.Exists(PathOf(source.Id, hash)))
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
        if (_inUse.GetValueOrDefault(id) == 0 && Directory.Exists(folder))
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
        try
        {
            if (kept.Any(path => Path.GetDirectoryName(path) == folder) && ReadMark(Path.GetFileName(folder), LastGood) is { Length: > 0 } good)
            {
                kept.Add(Path.Combine(folder, good));
            }

            foreach (var copy in Directory.GetDirectories(folder).Where(copy => !kept.Contains(copy)))
            {
                TryDelete(copy);
            }

            if (Directory.GetDirectories(folder).Length == 0)
            {
                TryDelete(folder);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotDeleted(logger, folder, failure.Message);
        }
    }

    private void Mark(string id, string name, string hash)
    {
        var file = Path.Combine(_root, id, name);
        try
        {
            if (ReadMark(id, name) != hash)
            {
                File.WriteAllText(file + ".new", hash);
                File.Move(file + ".new", file, overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotMarked(logger, file, failure.Message);
        }
    }

    private string? ReadMark(string id, string name)
    {
        var file = Path.Combine(_root, id, name);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>What a person put there. A script's hash is of the compiler too, and another host does not make it a better one.</summary>
    private static string ContentOf(StagedPlugin plugin)
    {
        var script = Path.Combine(plugin.Path, plugin.Source.Name + PluginSource.ScriptExtension);
        return plugin.Source.Kind == PluginKind.Script && File.Exists(script)
            ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(script)))
            : plugin.Hash;
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

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
