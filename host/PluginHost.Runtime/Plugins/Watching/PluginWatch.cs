using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Plugins.Watching;

/// <summary>
/// Tells when plugins on disk came, changed or went, once their files have been quiet for a moment. Events of the file
/// system only say when to look: they come twice, come early, or not at all on network shares and bind mounts, where the
/// slow poll takes their place.
/// </summary>
internal sealed partial class PluginWatch : IAsyncDisposable
{
    /// <summary>How long a plugin's files must stand still; what is written more slowly is taken in pieces, which the gate refuses.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one that is gone must stay gone: a build takes its output away before it puts the new one there.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly Func<IReadOnlyList<string>> _roots;
    private readonly Func<PluginMovement, Task> _moved;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ITimer _poll;
    private readonly Task _loop;
    private readonly Dictionary<string, FileSystemWatcher> _events = [];
    private readonly Dictionary<string, long> _gone = [];
    private readonly HashSet<string> _told = [];
    private Dictionary<string, SourceStamp> _known = [];

    /// <param name="roots">The folders to look into, which may change.</param>
    /// <param name="moved">Told of what moved; the next look waits for it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public PluginWatch(Func<IReadOnlyList<string>> roots, Func<PluginMovement, Task> moved, TimeProvider time, ILogger log)
    {
        (_roots, _moved, _time, _log) = (roots, moved, time, log);
        _poll = time.CreateTimer(_ => Look(), null, Poll, Poll);
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _looks.Writer.TryComplete();
        await _poll.DisposeAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        foreach (var events in _events.Values)
        {
            events.Dispose();
        }

        _stop.Dispose();
    }

    private void Look() => _looks.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        await GuardAsync(BeginAsync).ConfigureAwait(false);
        await foreach (var _ in _looks.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await GuardAsync(LookAsync).ConfigureAwait(false);
        }
    }

    /// <summary>What changed between the loading and this moment is found by its content, whatever the stamps say.</summary>
    private async Task BeginAsync()
    {
        Listen();
        var seen = Read();
        await Task.Delay(Settle, _time, _stop.Token).ConfigureAwait(false);
        var again = Read();
        var moving = Different(seen, again).ToHashSet();
        await _moved(new PluginMovement(new Dictionary<string, string>(), moving)).ConfigureAwait(false);
        _known = Without(again, moving, seen);
        Look();
    }

    private async Task GuardAsync(Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The way a watch ends.
        }
        catch (Exception fault)
        {
            // A folder that cannot be read at the moment must not end the watch: it is looked at again.
            if (_told.Add(fault.Message))
            {
                Log.LookFailed(_log, fault.Message);
            }
        }
    }

    private async Task LookAsync()
    {
        Listen();
        var seen = Read();
        while (Different(_known, seen).Count > 0)
        {
            await Task.Delay(Settle, _time, _stop.Token).ConfigureAwait(false);
            var again = Read();
            var moving = Different(seen, again).Concat(JustGone(again)).ToHashSet();
            var settled = Different(_known, again).Where(path => !moving.Contains(path))
                .ToDictionary(path => path, path => Describe(_known.GetValueOrDefault(path), again.GetValueOrDefault(path)));
            if (settled.Count > 0)
            {
                await _moved(new PluginMovement(settled, moving)).ConfigureAwait(false);
                _known = Without(again, moving, _known);
            }

            seen = again;
        }

        // A log written beside the plugins would otherwise have them looked at thousands of times a second.
        await Task.Delay(Rest, _time, _stop.Token).ConfigureAwait(false);
    }

    /// <summary>Those known that are not there, and not for long.</summary>
    private IEnumerable<string> JustGone(Dictionary<string, SourceStamp> seen)
    {
        foreach (var back in _gone.Keys.Where(path => seen.ContainsKey(path) || !_known.ContainsKey(path)).ToList())
        {
            _gone.Remove(back);
        }

        foreach (var path in _known.Keys.Where(path => !seen.ContainsKey(path)))
        {
            _gone.TryAdd(path, _time.GetTimestamp());
        }

        return _gone.Where(one => _time.GetElapsedTime(one.Value) < Gone).Select(one => one.Key);
    }

    /// <summary>What was seen, but for what moves what was known before.</summary>
    private static Dictionary<string, SourceStamp> Without(
        Dictionary<string, SourceStamp> seen, HashSet<string> moving, Dictionary<string, SourceStamp> before) =>
        seen.Where(one => !moving.Contains(one.Key)).Concat(before.Where(one => moving.Contains(one.Key))).ToDictionary();

    private static string Describe(SourceStamp? before, SourceStamp? now) => now is null ? "removed" : now.DescribeChanges(before);

    private static List<string> Different(Dictionary<string, SourceStamp> one, Dictionary<string, SourceStamp> other) =>
        [.. one.Keys.Union(other.Keys).Where(path => !(one.TryGetValue(path, out var stamp) && stamp.Equals(other.GetValueOrDefault(path))))];

    private Dictionary<string, SourceStamp> Read()
    {
        var stamps = new Dictionary<string, SourceStamp>();
        foreach (var source in PluginSources.Find(_roots(), builtIn: null))
        {
            try
            {
                stamps[source.Path] = SourceStamp.Read(source);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Removed between two calls, or not readable: as good as not there, and looked at again.
                Log.NotRead(_log, source.Path, failure.Message);
            }
        }

        return stamps;
    }

    /// <summary>Listens to folders that are new or have come back.</summary>
    private void Listen()
    {
        // Around a single script lies what does not concern us, a whole home perhaps.
        var wanted = _roots()
            .Select(root => File.Exists(root) ? (Path: Path.GetDirectoryName(root)!, IsWhole: false) : (Path: root, IsWhole: true))
            .Where(root => Directory.Exists(root.Path))
            .GroupBy(root => root.Path)
            .ToDictionary(same => same.Key, same => same.Any(root => root.IsWhole));
        foreach (var gone in _events.Keys.Except(wanted.Keys).ToList())
        {
            _events.Remove(gone, out var events);
            events?.Dispose();
        }

        foreach (var (root, isWhole) in wanted.Where(root => !_events.ContainsKey(root.Key)))
        {
            try
            {
                _events[root] = ListenTo(root, isWhole);
            }
            catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
            {
                if (_told.Add(root))
                {
                    Log.OnlyPolling(_log, root, fault.Message);
                }
            }
        }
    }

    private FileSystemWatcher ListenTo(string root, bool isWhole)
    {
        var events = new FileSystemWatcher(root) { IncludeSubdirectories = isWhole };
        events.Changed += (_, _) => Look();
        events.Created += (_, _) => Look();
        events.Deleted += (_, _) => Look();
        events.Renamed += (_, _) => Look();
        events.Error += (_, _) => Look();
        events.EnableRaisingEvents = true;
        return events;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Looking for changed plugins failed: {Message}")]
        public static partial void LookFailed(ILogger log, string message);

        [LoggerMessage(2, LogLevel.Information, "{Folder} is polled for changes every 2 s, since the system does not tell of them: {Reason}")]
        public static partial void OnlyPolling(ILogger log, string folder, string reason);

        [LoggerMessage(3, LogLevel.Debug, "{Path} cannot be read at the moment: {Reason}")]
        public static partial void NotRead(ILogger log, string path, string reason);
    }
}
