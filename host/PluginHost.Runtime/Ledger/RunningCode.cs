using System.Collections.Concurrent;

namespace PluginHost.Runtime.Ledger;

/// <summary>Plugin code that runs outside of a connection: calls that were given up, searches, virtual devices.</summary>
internal sealed class RunningCode
{
    private readonly ConcurrentDictionary<long, (LedgerOwner Owner, string What)> _running = new();
    private long _last;

    /// <param name="owner">Whose it is.</param>
    /// <param name="what">In words, as the beginning of a sentence.</param>
    /// <param name="until">Its end.</param>
    public void Add(LedgerOwner owner, string what, Task until)
    {
        var number = Interlocked.Increment(ref _last);
        _running[number] = (owner, what);
        _ = until.ContinueWith(
            (_, state) => _running.TryRemove((long)state!, out var _),
            number,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>What still runs of a generation, oldest first.</summary>
    public IReadOnlyList<(LedgerOwner Owner, string What)> Of(string plugin, int generation) =>
    [
        .. _running.Where(one => one.Value.Owner.Plugin == plugin && one.Value.Owner.Generation == generation)
            .OrderBy(one => one.Key).Select(one => one.Value),
    ];
}
