namespace PluginHost.Runtime.Configuration;

/// <summary>A file as one reading found it: its bytes, or why there are none.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Limit">The most bytes it may have.</param>
/// <param name="Content">Its bytes; empty when there is a problem.</param>
/// <param name="Problem">Why it could not be read; <see langword="null"/> when it could.</param>
internal sealed record SourceFile(string Path, int Limit, byte[] Content, string? Problem)
{
    private static readonly string Unanswered = $"was not read: its file system did not answer within {FileSystemCall.Patience.TotalSeconds:0} s";

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="patience">How long its file system may take.</param>
    public static SourceFile Read(string path, int limit, TimeSpan patience) =>
        FileSystemCall.TryRun(path, patience, () => Read(path, limit), out var file) ? file : new SourceFile(path, limit, [], Unanswered);

    private static SourceFile Read(string path, int limit)
    {
        try
        {
            if (FileKind.OtherThanRegular(path) is { } other)
            {
                return new SourceFile(path, limit, [], $"is {other}; expected a regular file");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[limit + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= limit
                ? new SourceFile(path, limit, buffer[..length], null)
                : new SourceFile(path, limit, [], $"is larger than {limit / 1024} KiB");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SourceFile(path, limit, [], "does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            return new SourceFile(path, limit, [], "must not be read by this user");
        }
        catch (IOException)
        {
            return new SourceFile(path, limit, [], "cannot be read");
        }
    }
}
