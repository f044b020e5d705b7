using Microsoft.Extensions.Logging;

namespace PluginHost.Testing;

/// <summary>
/// Keeps what is logged for a test to look at. It is a logger factory for code that takes one, and a
/// logger provider for a host that builds its own. Safe from any thread; entries outlive disposal.
/// </summary>
/// <param name="minimumLevel">Entries below this level are dropped, and loggers say that it is disabled.</param>
public sealed class CollectingLoggerFactory(LogLevel minimumLevel = LogLevel.Trace) : ILoggerFactory, ILoggerProvider
{
    private const int ShownOnFailure = 50;

    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];

    /// <summary>The lowest level that is kept.</summary>
    public LogLevel MinimumLevel { get; } = minimumLevel;

    /// <summary>A copy of all entries so far, in the order they were written.</summary>
    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    internal LoggerExternalScopeProvider Scopes { get; } = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CollectingLogger(this, categoryName);

    /// <summary>Not supported: entries go nowhere but here.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("A collecting logger factory passes nothing on; add it to another factory as a provider.");

    /// <summary>The entries so far of <paramref name="level"/> and above.</summary>
    public IReadOnlyList<LogEntry> AtLeast(LogLevel level) => [.. Entries.Where(entry => entry.Level >= level)];

    /// <summary>Waits, in real time, for the first entry that matches, which may have been written already.</summary>
    /// <exception cref="TimeoutException">None came in time; the message ends with the newest entries.</exception>
    public async Task<LogEntry> WaitForAsync(Func<LogEntry, bool> predicate, TimeSpan? timeout = null)
    {
        LogEntry? found = null;
        await Eventually.TrueAsync(
            () => (found = Entries.FirstOrDefault(predicate)) is not null,
            "a matching log entry",
            timeout,
            Describe).ConfigureAwait(false);
        return found!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held; the entries stay readable.
    }

    internal void Add(LogEntry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
        }
    }

    private string Describe()
    {
        IReadOnlyList<LogEntry> entries = Entries;
        return $"{entries.Count} entries{string.Concat(entries.TakeLast(ShownOnFailure).Select(entry => Environment.NewLine + entry))}";
    }
}
