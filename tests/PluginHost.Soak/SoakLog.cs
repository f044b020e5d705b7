using System.Text.Json;

namespace PluginHost.Soak;

/// <summary>Reads from the host's own log how many streams a device ever had open at once: between two samples nobody looks.</summary>
internal static class SoakLog
{
    /// <param name="folder">The folder of the log files.</param>
    /// <returns>The most streams at once, by device.</returns>
    public static IReadOnlyDictionary<string, int> PeakOpen(string folder)
    {
        Dictionary<string, int> open = [];
        Dictionary<string, int> peak = [];
        foreach (var line in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Lines))
        {
            using var entry = JsonDocument.Parse(line);
            if (Change(entry.RootElement) is var (device, change))
            {
                open[device] = open.GetValueOrDefault(device) + change;
                peak[device] = Math.Max(peak.GetValueOrDefault(device), open[device]);
            }
        }

        return peak;
    }

    private static (string Device, int Change)? Change(JsonElement entry)
    {
        var message = entry.GetProperty("Message").GetString()!;
        if (!entry.GetProperty("Properties").TryGetProperty("Device", out var device))
        {
            return null;
        }

        return message.StartsWith("Opened ", StringComparison.Ordinal) ? (device.GetString()!, 1)
            : message.StartsWith("Closed ", StringComparison.Ordinal) ? (device.GetString()!, -1)
            : null;
    }

    /// <summary>The host may still be writing the last file.</summary>
    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
