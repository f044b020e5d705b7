using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins;

public sealed partial class PluginCatalog
{
    private void LogChanges(PluginClaims claims, IReadOnlyList<PluginEntry> entries)
    {
        foreach (var source in claims.Shadowed.Except(_shadowed))
        {
            Log.Shadowed(_logger, source.Id, claims.Winners.First(winner => winner.Id == source.Id).Path);
        }

        _shadowed = claims.Shadowed;
        foreach (var entry in entries.Where(entry => !_entries.Any(known => TellTheSame(known, entry))))
        {
            if (entry.State != PluginState.Loaded)
            {
                Log.NotLoaded(_logger, entry.Source.Id, entry.State.ToName(), entry.Error ?? "");
            }

            if (entry.Loaded is { } plugin)
            {
                Log.Loaded(_logger, plugin.Id, plugin.Version, plugin.Generation, plugin.Diagnostics.Count);
            }
        }
    }

    private static bool TellTheSame(PluginEntry known, PluginEntry entry) =>
        (known.Source, known.State, known.Error, known.Loaded) == (entry.Source, entry.State, entry.Error, entry.Loaded);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Plugin {Id} {Version} is loaded as generation {Generation}, findings: {Findings}")]
        public static partial void Loaded(ILogger logger, string id, string version, int generation, int findings);

        [LoggerMessage(Level = LogLevel.Error, Message = "Plugin {Id} is {State}: {Error}")]
        public static partial void NotLoaded(ILogger logger, string id, string state, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What served last of the plugin {Id} cannot be brought back: {Reason}")]
        public static partial void NotRecalled(ILogger logger, string id, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Plugin {Id} generation {Generation} is retired")]
        public static partial void Retired(ILogger logger, string id, int generation);

        [LoggerMessage(Level = LogLevel.Information, Message = "The built-in plugin {Id} is shadowed by {Path}")]
        public static partial void Shadowed(ILogger logger, string id, string path);
    }
}
