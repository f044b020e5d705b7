using System.Text.Json;

namespace PluginHost.Runtime.Devices.Memory;

/// <summary>The file that holds what is remembered of one device; replaced whole, so that a power cut leaves the old or the new.</summary>
internal sealed class MemoryFile(string path)
{
    private const int MostBytes = 1024 * 1024;

    public string Path { get; } = path;

    /// <returns>What it holds; <see langword="null"/> when there is no file.</returns>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public MemoryContent? Read()
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
        {
            return null;
        }

        if (file.Length > MostBytes)
        {
            throw new FormatException($"The file has {file.Length} bytes, more than {MostBytes}.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
            return MemoryJson.Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"The file is damaged: {error.Message}", error);
        }
    }

    public async Task WriteAsync(MemoryContent content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var next = Path + ".new";
        await using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            {
                MemoryJson.Write(json, content);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }
}
