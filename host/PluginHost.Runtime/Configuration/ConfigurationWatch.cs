using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Configuration;

/// <summary>
/// Tells changes of the configuration by its content. Events of the file system only say when to look: they come twice,
/// come early, or not at all on network shares and bind mounts, where the slow poll takes their place.
/// </summary>
internal sealed partial class ConfigurationWatch : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly ConfigurationFile _file;
    private readonly Func<LoadedConfiguration, CancellationToken, Task<LoadedConfiguration>> _changed;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ITimer _poll;
    private readonly Task _loop;
    private FileSystemWatcher? _events;

    public ConfigurationWatch(
        ConfigurationFile file,
        LoadedConfiguration loaded,
        Func<LoadedConfiguration, CancellationToken, Task<LoadedConfiguration>> changed,
        TimeProvider time,
        ILogger log)
    {
        _file = file;
        _changed = changed;
        _time = time;
        _log = log;
        _poll = time.CreateTimer(_ => Look(), null, Poll, Poll);
        _loop = Task.Run(() => RunAsync(loaded.Sources));
        Look();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _looks.Writer.TryComplete();
        await _poll.DisposeAsync();
        await _loop;
        _events?.Dispose();
        _stop.Dispose();
    }

    private void Look() => _looks.Writer.TryWrite(true);

    private async Task RunAsync(SourceFiles known)
    {
        // Here and not by whoever begins the watch: a network share that hangs would keep it waiting.
        ListenForEvents();
        await foreach (var _ in _looks.Reader.ReadAllAsync())
        {
            try
            {
                known = await LookAsync(known);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A fault here must not leave the house with a configuration that can no longer be changed.
                Log.LookFailed(_log, fault, _file.Path);
            }
        }
    }

    private async Task<SourceFiles> LookAsync(SourceFiles known)
    {
        // A driver may add a file while this looks.
        var then = known.Copy();
        var before = then.Fingerprint();
        var seen = then.ReadAgain();
        while (true)
        {
            if (seen.Fingerprint() == before)
            {
                // A log or database written beside the file would otherwise have it read thousands of times a second.
                await Task.Delay(Rest, _time, _stop.Token);
                return known;
            }

            await Task.Delay(Settle, _time, _stop.Token);
            var again = then.ReadAgain();
            if (again.Fingerprint() == seen.Fingerprint())
            {
                break;
            }

            seen = again;
        }

        var taken = await TellAsync(Load(seen));
        ListenForEvents();
        Look();
        return taken.Sources;
    }

    /// <summary>Reading asks the drivers too; a fault on the way must not look as if nothing had changed.</summary>
    private LoadedConfiguration Load(SourceFiles seen)
    {
        try
        {
            return _file.Load();
        }
        catch (Exception fault)
        {
            Log.ReadingFailed(_log, fault, _file.Path);
            return new LoadedConfiguration
            {
                File = Path.GetFullPath(_file.Path),
                Host = HostOptions.Defaults(Path.GetDirectoryName(Path.GetFullPath(_file.Path))!),
                Devices = [],
                Errors = [new ConfigurationError(_file.Path, 0, 0, $"it could not be read because of a {fault.GetType().Name}; the log says where")],
                Sources = seen,
            };
        }
    }

    private async Task<LoadedConfiguration> TellAsync(LoadedConfiguration loaded)
    {
        try
        {
            return await _changed(loaded, _stop.Token);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested)
        {
            Log.ChangeNotTaken(_log, fault, _file.Path);
            return loaded;
        }
    }

    /// <summary>Listens anew after each change, since the folder itself may have been replaced.</summary>
    private void ListenForEvents()
    {
        _events?.Dispose();
        _events = null;
        try
        {
            _events = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(_file.Path))!);
            _events.Changed += (_, _) => Look();
            _events.Created += (_, _) => Look();
            _events.Deleted += (_, _) => Look();
            _events.Renamed += (_, _) => Look();
            _events.Error += (_, _) => Look();
            _events.EnableRaisingEvents = true;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Log.OnlyPolling(_log, fault, _file.Path);
        }
    }
}
