using PluginHost.Runtime.Configuration;
using PluginHost.Server.Api;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Serving;

/// <summary>Serves a house until the process is asked to stop.</summary>
internal sealed partial class HouseServer(PreparedHouse prepared, Uri listen, string? token)
{
    // With the time that the devices have to close, well below the 10 s after which a service manager may kill the process.
    private static readonly TimeSpan RequestsLimit = TimeSpan.FromSeconds(0.4);

    private readonly ILogger _log = prepared.Logs.CreateLogger("host");

    /// <param name="stop">Ends it.</param>
    /// <param name="intro">What is printed before the line that says where the server listens, by that address.</param>
    /// <exception cref="ProgramFailure">The address cannot be listened on.</exception>
    /// <exception cref="OperationCanceledException">It was ended before it listened.</exception>
    public async Task RunAsync(CancellationToken stop, Func<Uri, IEnumerable<string>>? intro = null)
    {
        var time = TimeProvider.System;
        var state = new ConfigurationState(prepared.File is null ? null : prepared.Configuration.File);
        await using var server = new ApiServer(prepared, state, listen, token, time);
        await server.StartAsync();
        IAsyncDisposable? watch = null;
        IAsyncDisposable? plugins = null;
        var isReady = false;
        try
        {
            foreach (var warning in prepared.Configuration.Warnings)
            {
                Log.Doubtful(_log, warning);
            }

            await prepared.House.ApplyAsync(prepared.Configuration).WaitAsync(stop);
            watch = prepared.File is null ? null : new LiveConfiguration(prepared, state).Watch(time);
            plugins = prepared.House.WatchPlugins();
            server.Readiness.IsReady = true;
            foreach (var line in intro?.Invoke(server.Url) ?? [])
            {
                Console.WriteLine(line);
            }

            Console.WriteLine($"listening on {ListenAddress.Text(server.Url)}");
            isReady = true;
            _ = Task.Run(() => prepared.WarmUpScriptsAsync(stop), stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        }
        catch (OperationCanceledException) when (isReady && stop.IsCancellationRequested)
        {
            // The way a server ends. One that was stopped while it started did not do what it was asked for.
        }
        finally
        {
            Log.Stopping(_log);
            server.Readiness.IsReady = false;

            // Not waited for: a change that is being applied may wait for a driver, and the devices have only so long.
            _ = watch?.DisposeAsync().AsTask();
            _ = plugins?.DisposeAsync().AsTask();
            if (!await prepared.CloseAsync())
            {
                var left = prepared.House.Devices.Where(device => device.Connections.Open > 0).Select(device => device.Id);
                Log.NotClosed(_log, string.Join(", ", left));
            }

            await server.StopAsync(RequestsLimit);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Stopping: every device is closed")]
        public static partial void Stopping(ILogger log);

        [LoggerMessage(2, LogLevel.Warning, "Not closed in time, left to the end of the process: {Devices}")]
        public static partial void NotClosed(ILogger log, string devices);

        [LoggerMessage(3, LogLevel.Warning, "{Warning}")]
        public static partial void Doubtful(ILogger log, ConfigurationError warning);
    }
}
