using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>
/// Looks whether retired generations are gone: 1 s, 10 s and 60 s after the stop. None is said to linger before a full
/// collection has run at least 10 s after its stop; nobody waits for that.
/// </summary>
internal sealed partial class RetirementWatch : IAsyncDisposable
{
    /// <summary>When a generation that is still there gets its collection.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] Looks = [TimeSpan.FromSeconds(1), Patience, TimeSpan.FromSeconds(60)];

    /// <summary>Between two collections, so that what is retired at about the same time shares one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Watched> _watched = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RetiredGeneration, IReadOnlyList<string>> _books;
    private readonly Action<RetiredGeneration> _judged;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private long? _collectedAt;
    private Task _look = Task.CompletedTask;
    private bool _looking;

    /// <param name="books">What the host itself knows to hold a generation, in words.</param>
    /// <param name="judged">Told each time the verdict about a generation changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public RetirementWatch(
        Func<RetiredGeneration, IReadOnlyList<string>> books, Action<RetiredGeneration> judged, TimeProvider time, ILogger log)
    {
        (_books, _judged, _time, _log) = (books, judged, time, log);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many collections it has forced; one may have several passes.</summary>
    public int Collections { get; private set; }

    /// <summary>Begins to watch a generation, whose unloading has begun.</summary>
    public void Add(RetiredGeneration generation)
    {
        lock (_lock)
        {
            if (!_stop.IsCancellationRequested)
            {
                _watched.Add(new Watched(generation, _time.GetTimestamp()));
                Arm_NeedsLock();
            }
        }
    }

    /// <summary>Ends the watch; a collection that runs is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        Task look;
        lock (_lock)
        {
            _stop.Cancel();
            _watched.Clear();
            look = _look;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await look.ConfigureAwait(false);
    }

    private void Look()
    {
        lock (_lock)
        {
            if (!_looking && !_stop.IsCancellationRequested)
            {
                _looking = true;
                _look = Task.Run(LookAsync);
            }
        }
    }

    private async Task LookAsync()
    {
        try
        {
            while (TakeDue() is { Count: > 0 } due)
            {
                await LookAsync(due).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The way a watch ends.
        }
        catch (Exception fault)
        {
            // What it looks at is the plugin's and the framework's: whatever comes of it must not end the watch.
            Log.LookFailed(_log, fault);
            EndLook();
        }
    }

    private async Task LookAsync(IReadOnlyList<Watched> due)
    {
        var ripe = due.Where(one => !one.IsJudged && !one.Generation.Unloaded && AgeOf(one) >= Patience).ToList();
        var finished = true;
        if (ripe.Count > 0)
        {
            lock (_lock)
            {
                _collectedAt = _time.GetTimestamp();
                Collections++;
            }

            finished = await CollectAsync(ripe).ConfigureAwait(false);
        }

        List<Watched> all;
        lock (_lock)
        {
            all = [.. _watched];
        }

        // A collection may have freed any of them, not only those that it was for.
        foreach (var gone in all.Where(one => one.Generation.Unloaded))
        {
            Forget(gone);
            Log.Unloaded(_log, gone.Generation.Plugin, gone.Generation.Generation, AgeOf(gone).TotalSeconds);
            _judged(gone.Generation);
        }

        foreach (var held in ripe.Concat(due.Where(one => one.IsJudged)).Distinct().Where(one => !one.Generation.Unloaded))
        {
            Judge(held, finished);
        }
    }

    private async Task<bool> CollectAsync(IReadOnlyList<Watched> ripe)
    {
        bool AllGone() => ripe.All(one => one.Generation.Unloaded);
        var finished = await FullCollection.RunAsync(AllGone, _stop.Token).ConfigureAwait(false);
        if (!finished || AllGone())
        {
            return finished;
        }

        HotReloadCaches.Clear();
        return await FullCollection.RunAsync(AllGone, _stop.Token).ConfigureAwait(false);
    }

    private void Judge(Watched held, bool finished)
    {
        var generation = held.Generation;
        var holders = Holders.Of(generation, _books(generation), finished);
        held.IsJudged = true;
        if (generation.TakeHolders(holders))
        {
            Log.Lingers(_log, generation.Plugin, generation.Generation, AgeOf(held).TotalSeconds, string.Join(" ", holders));
            _judged(generation);
        }
    }

    /// <summary>Takes those whose next look is due; where there is none, the look is over.</summary>
    private List<Watched> TakeDue()
    {
        lock (_lock)
        {
            var due = _stop.IsCancellationRequested ? [] : _watched.Where(one => DueIn(one) <= TimeSpan.Zero).ToList();
            foreach (var one in due)
            {
                one.Looks = Looks.Count(look => look <= AgeOf(one));
            }

            if (due.Count == 0)
            {
                _looking = false;
                Arm_NeedsLock();
            }

            return due;
        }
    }

    private void EndLook()
    {
        lock (_lock)
        {
            _looking = false;
            Arm_NeedsLock();
        }
    }

    private void Forget(Watched gone)
    {
        lock (_lock)
        {
            _watched.Remove(gone);
        }
    }

    private TimeSpan AgeOf(Watched one) => _time.GetElapsedTime(one.StoppedAt);

    private TimeSpan? DueIn(Watched one)
    {
        if (one.Looks == Looks.Length)
        {
            return null;
        }

        var due = Looks[one.Looks] - AgeOf(one);
        var rested = _collectedAt is { } at ? Rest - _time.GetElapsedTime(at) : TimeSpan.Zero;
        return Looks[one.Looks] == Patience && rested > due ? rested : due;
    }

    private void Arm_NeedsLock()
    {
        if (!_looking && !_stop.IsCancellationRequested && _watched.Select(DueIn).Min() is { } next)
        {
            _timer.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Watched(RetiredGeneration generation, long stoppedAt)
    {
        public RetiredGeneration Generation => generation;

        public long StoppedAt => stoppedAt;

        /// <summary>How many of its looks are over.</summary>
        public int Looks { get; set; }

        public bool IsJudged { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Plugin {Id} generation {Generation} is unloaded, seen {Seconds:0} s after its stop")]
        public static partial void Unloaded(ILogger log, string id, int generation, double seconds);

        [LoggerMessage(2, LogLevel.Warning, "Plugin {Id} generation {Generation} is still in memory {Seconds:0} s after its stop. {HeldBy}")]
        public static partial void Lingers(ILogger log, string id, int generation, double seconds, string heldBy);

        [LoggerMessage(3, LogLevel.Error, "Looking after retired plugins failed")]
        public static partial void LookFailed(ILogger log, Exception fault);
    }
}
