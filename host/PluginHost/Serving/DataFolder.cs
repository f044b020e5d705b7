using PluginHost.Server.Exits;

namespace PluginHost.Server.Serving;

/// <summary>The folder of everything that lasts, owned by one process; or one that goes away with the process.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? ownership) => (Path, _lock) = (path, ownership);

    public string Path { get; }

    public bool IsTemporary => _lock is null;

    /// <exception cref="ProgramFailure">It cannot be written, or another process owns it.</exception>
    public static DataFolder Own(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new DataFolder(
                path, new FileStream(System.IO.Path.Combine(path, "pluginhost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProgramFailure.Failed($"the data folder {path} cannot be used, or another pluginhost uses it: {error.Message}");
        }
    }

    public static DataFolder Temporary() => new(Directory.CreateTempSubdirectory("pluginhost-").FullName, null);

    public void Dispose()
    {
        _lock?.Dispose();
        if (IsTemporary)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException error)
            {
                // A device that hung may still write; the folder lies where the system cleans up.
                Console.Error.WriteLine($"pluginhost: the temporary folder {Path} stays: {error.Message}");
            }
        }
    }
}
