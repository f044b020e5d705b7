using PluginHost.Runtime.Configuration;
using PluginHost.Server.Api;

namespace PluginHost.Server.Serving;

/// <summary>Takes changes of the configuration file into the running house, or none of a change that is wrong.</summary>
internal sealed partial class LiveConfiguration(PreparedHouse prepared, ConfigurationState state)
{
    private readonly ConfigurationFile _file = prepared.File!;
    private readonly ILogger _log = prepared.Logs.CreateLogger("configuration");

    public IAsyncDisposable Watch(TimeProvider time) => _file.Watch(prepared.Configuration, TakeAsync, time, _log);

    private async Task<LoadedConfiguration> TakeAsync(LoadedConfiguration changed, CancellationToken stop)
    {
        try
        {
            return await TakeAsync(changed);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // A folder of plugins that cannot be read, or a fault of the host's own: nobody may take the file for applied.
            Log.NotApplied(_log, fault);
            Reject([new ConfigurationError(
                _file.Path, 0, 0, prepared.Secrets.Mask($"it could not be applied: {fault.Message.ReplaceLineEndings(" ")}"))]);

            // They may be the new file's already.
            if (!changed.Host.Plugins.SequenceEqual(prepared.Configuration.Host.Plugins))
            {
                await prepared.LoadPluginsAsync(prepared.Configuration.Host);
            }

            return changed;
        }
    }

    /// <returns>The reading that was taken or rejected.</returns>
    private async Task<LoadedConfiguration> TakeAsync(LoadedConfiguration changed)
    {
        var old = prepared.Configuration;
        if (!changed.Host.Plugins.SequenceEqual(old.Host.Plugins))
        {
            changed = await WithPluginsAsync(old, changed);
        }

        if (!changed.IsValid)
        {
            Reject(changed.Errors);
            return changed;
        }

        foreach (var warning in changed.Warnings)
        {
            Log.Doubtful(_log, warning);
        }

        var waiting = await prepared.House.ApplyAsync(changed);
        prepared.Configuration = changed;
        state.Applied();
        Log.Applied(_log, changed.Devices.Count);
        if (changed.Host.Lint != old.Host.Lint)
        {
            // Scripts are judged anew; one that is refused now goes on as it was.
            await prepared.LoadPluginsAsync(changed.Host);
        }

        foreach (var key in waiting)
        {
            Log.RestartNeeded(_log, key);
        }

        return changed;
    }

    /// <summary>
    /// Loads the plugins of other folders before the file is judged by them. The old ones stay loaded until it was found to
    /// be right, so that a wrong file disturbs no device.
    /// </summary>
    private async Task<LoadedConfiguration> WithPluginsAsync(LoadedConfiguration old, LoadedConfiguration changed)
    {
        if (new ConfigurationFile(_file.Path, new NoDrivers(), prepared.Secrets).Load() is { IsValid: false } wrong)
        {
            return wrong;
        }

        var both = changed.Host with { Plugins = [.. old.Host.Plugins, .. changed.Host.Plugins.Except(old.Host.Plugins)] };
        await prepared.LoadPluginsAsync(both);
        var loaded = _file.Load();
        if (loaded.IsValid)
        {
            await prepared.LoadPluginsAsync(loaded.Host);
            loaded = _file.Load();
        }

        if (!loaded.IsValid)
        {
            await prepared.LoadPluginsAsync(old.Host);
        }

        return loaded;
    }

    private void Reject(IReadOnlyList<ConfigurationError> errors)
    {
        state.Rejected(errors);
        foreach (var error in errors)
        {
            Log.Rejected(_log, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The changed configuration is applied, devices: {Devices}")]
        public static partial void Applied(ILogger log, int devices);

        [LoggerMessage(2, LogLevel.Error, "The changed configuration is rejected, the running one goes on: {Error}")]
        public static partial void Rejected(ILogger log, ConfigurationError error);

        [LoggerMessage(3, LogLevel.Warning, "{Warning}")]
        public static partial void Doubtful(ILogger log, ConfigurationError warning);

        [LoggerMessage(5, LogLevel.Error, "Applying the changed configuration failed")]
        public static partial void NotApplied(ILogger log, Exception fault);

        [LoggerMessage(4, LogLevel.Warning, "host.{Key} changed: restart needed")]
        public static partial void RestartNeeded(ILogger log, string key);
    }
}
