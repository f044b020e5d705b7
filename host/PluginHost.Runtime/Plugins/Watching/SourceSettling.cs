using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins.Watching;

/// <summary>Waits until nobody writes to a plugin's files, for a reload that somebody asked for.</summary>
internal static class SourceSettling
{
    private const int MostReadings = 25;

    /// <summary>Returns at once for files that have been quiet for <see cref="PluginWatch.Settle"/>; after 5 s in any case.</summary>
    public static async Task WaitAsync(PluginSource source, TimeProvider time, CancellationToken stop)
    {
        var seen = Read(source);
        if (seen is null || time.GetUtcNow().UtcDateTime - seen.Newest > PluginWatch.Settle)
        {
            return;
        }

        for (var i = 0; i < MostReadings; i++)
        {
            await Task.Delay(PluginWatch.Settle, time, stop).ConfigureAwait(false);
            var again = Read(source);
            if (again is null || again.Equals(seen))
            {
                return;
            }

            seen = again;
        }
    }

    /// <summary>Nothing where it cannot be read, which the gate then says.</summary>
    private static SourceStamp? Read(PluginSource source)
    {
        try
        {
            return SourceStamp.Read(source);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
