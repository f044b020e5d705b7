using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Plugins;
using PluginHost.Server.Exits;
using PluginHost.Server.Logging;
using PluginHost.Server.Scripts;
using Serilog.Events;

namespace PluginHost.Server.Serving;

/// <summary>A house with its plugins loaded and its configuration read, and nothing connected yet.</summary>
internal sealed class PreparedHouse : IAsyncDisposable
{
    /// <summary>Longer than a device may take, since a machine under load lets its timers wait.</summary>
    public static readonly TimeSpan CloseLimit = House.CloseLimit + TimeSpan.FromSeconds(1);

    private readonly DataFolder _data;
    private readonly ScriptCompiler _scripts;
    private Task? _closing;

    private PreparedHouse(DataFolder data, SecretMask secrets, ILoggerFactory logs)
    {
        (_data, Secrets, Logs) = (data, secrets, logs);
        _scripts = new ScriptCompiler(() => Configuration!.Host.Lint);
        House = new House(new HouseOptions
        {
            Data = data.Path,
            BuiltInPlugins = Path.Combine(AppContext.BaseDirectory, "plugins"),
            Scripts = _scripts,
            Logs = logs,
            Secrets = secrets,
        });
    }

    public House House { get; }

    public SecretMask Secrets { get; }

    public ILoggerFactory Logs { get; }

    /// <summary>The file; <see langword="null"/> for a house without one.</summary>
    public ConfigurationFile? File { get; private set; }

    /// <summary>What it says, right or wrong; for a house without a file the defaults, without devices.</summary>
    public required LoadedConfiguration Configuration { get; set; }

    /// <summary>Plugin folders beside those of the file.</summary>
    public required IReadOnlyList<string> MorePlugins { get; init; }

    /// <summary>Finds and reads the configuration file, with all its plugins loaded before it is judged.</summary>
    /// <param name="given">The file named on the command line.</param>
    /// <param name="morePlugins">Plugin folders beside those of the file.</param>
    /// <param name="keepsData">Whether this process is the server, which owns the data folder and writes log files.</param>
    /// <param name="console">The least severe log lines shown.</param>
    /// <param name="stop">Ends it at once, whatever the file system or a plugin does.</param>
    /// <exception cref="ProgramFailure">There is no file, or the data folder cannot be used.</exception>
    public static async Task<PreparedHouse> FromFileAsync(
        string? given, IReadOnlyList<string> morePlugins, bool keepsData, LogEventLevel console, CancellationToken stop)
    {
        var location = await LocateAsync(given, stop);
        var path = location.File ?? throw ProgramFailure.Usage(
            $"there is no configuration file ({string.Join("; ", location.Looked)}); 'pluginhost demo' runs without one");
        var secrets = new SecretMask();
        var form = await Task.Run(new ConfigurationFile(path, new NoDrivers(), secrets).Load, stop).WaitAsync(stop);

        // A file that is wrong in itself may name the wrong data folder too.
        var data = keepsData && form.IsValid ? DataFolder.Own(form.Host.Data) : DataFolder.Temporary();
        var logs = ProgramLogs.Create(console, secrets, data.IsTemporary ? null : Path.Combine(data.Path, "logs"));
        var prepared = new PreparedHouse(data, secrets, logs) { Configuration = form, MorePlugins = morePlugins };
        prepared.File = new ConfigurationFile(path, prepared.House.Drivers, secrets);
        await prepared.LoadAsync(stop);
        return prepared;
    }

    /// <summary>Like <see cref="FromFileAsync"/> where there is a file, else a house with the built-in plugins alone.</summary>
    public static async Task<PreparedHouse> FromFileOrNothingAsync(string? given, LogEventLevel console, CancellationToken stop) =>
        given is null
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ConfigurationFile.Variable))
            && (await LocateAsync(null, stop)).File is null
            ? await WithoutFileAsync(console, stop)
            : await FromFileAsync(given, [], keepsData: false, console, stop);

    /// <summary>A house with the built-in plugins, whose data goes away with the process.</summary>
    public static async Task<PreparedHouse> WithoutFileAsync(LogEventLevel console, CancellationToken stop)
    {
        var secrets = new SecretMask();
        var data = DataFolder.Temporary();
        var prepared = new PreparedHouse(data, secrets, ProgramLogs.Create(console, secrets, folder: null))
        {
            Configuration = new LoadedConfiguration
            {
                File = Path.Combine(data.Path, ConfigurationFile.DefaultName),
                Host = HostOptions.Defaults(data.Path) with { Plugins = [] },
                Devices = [],
            },
            MorePlugins = [],
        };
        await prepared.LoadAsync(stop);
        return prepared;
    }

    /// <exception cref="ProgramFailure">The configuration has errors.</exception>
    public void RequireValid()
    {
        if (!Configuration.IsValid)
        {
            throw new ProgramFailure(ExitCode.Usage, [.. Configuration.Errors.Select(error => error.ToString())]);
        }
    }

    public Task LoadPluginsAsync(HostOptions host) => House.LoadPluginsAsync([.. MorePlugins.Select(Path.GetFullPath), .. host.Plugins]);

    /// <summary>Has the compiler ready for the next script that is saved, where there is one; the first takes seconds otherwise.</summary>
    public Task WarmUpScriptsAsync(CancellationToken stop) =>
        House.Plugins.Plugins.Any(plugin => plugin.Kind == PluginKind.Script) ? _scripts.WarmUpAsync(stop) : Task.CompletedTask;

    /// <summary>Closes every device, in <see cref="CloseLimit"/> at most: what hangs then ends with the process.</summary>
    /// <returns>Whether all are closed.</returns>
    public async Task<bool> CloseAsync()
    {
        _closing ??= House.DisposeAsync().AsTask();
        try
        {
            await _closing.WaitAsync(CloseLimit, TimeProvider.System);
            return true;
        }
        catch (TimeoutException) when (!_closing.IsCompleted)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_closing is null)
        {
            await CloseAsync();
        }

        _scripts.Dispose();
        Logs.Dispose();
        _data.Dispose();
    }

    private static Task<ConfigurationLocation> LocateAsync(string? given, CancellationToken stop) =>
        Task.Run(() => ConfigurationFile.Locate(given), stop).WaitAsync(stop);

    private async Task LoadAsync(CancellationToken stop)
    {
        try
        {
            await Task.Run(LoadAsync, stop).WaitAsync(stop);
        }
        catch
        {
            // First the loading must have ended: it writes into the folder that goes away.
            await DisposeAsync();
            throw;
        }
    }

    private async Task LoadAsync()
    {
        await LoadPluginsAsync(Configuration.Host);
        Configuration = File?.Load() ?? Configuration;
    }
}
