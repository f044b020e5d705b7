using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Runtime.Configuration;

/// <summary>
/// All files that one reading of the configuration looked at; each is read once. Safe for use by several threads, since a
/// setting may name one more long after.
/// </summary>
internal sealed class SourceFiles
{
    /// <summary>What every file has, however long those before it took: one that is there is then still read.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<SourceFile> _files = [];
    private TimeSpan _patience = FileSystemCall.Patience;

    public SourceFile Read(string path, int limit)
    {
        lock (_lock)
        {
            if (_files.Find(file => file.Path == path && file.Limit == limit) is { } known)
            {
                return known;
            }

            var began = Stopwatch.GetTimestamp();
            var file = SourceFile.Read(path, limit, _patience > LeastPatience ? _patience : LeastPatience);
            _patience -= Stopwatch.GetElapsedTime(began);
            _files.Add(file);
            return file;
        }
    }

    /// <summary>What is known now, for comparisons in which nothing may be added.</summary>
    public SourceFiles Copy()
    {
        var copy = new SourceFiles();
        lock (_lock)
        {
            copy._files.AddRange(_files);
        }

        return copy;
    }

    public SourceFiles ReadAgain()
    {
        var again = new SourceFiles();
        foreach (var file in Copy()._files)
        {
            again.Read(file.Path, file.Limit);
        }

        return again;
    }

    /// <summary>Tells whether two readings saw the same: the content counts, never a time stamp.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Copy()._files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Problem}\0{file.Content.Length}\0"));
            hash.AppendData(file.Content);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
