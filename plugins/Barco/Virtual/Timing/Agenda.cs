namespace PluginHost.Barco.Virtual.Timing;

/// <summary>Things to do at their time, one after the other. Entries may be added from anywhere.</summary>
internal sealed class Agenda(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset Due, long Order)> _entries = new();
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _order;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Adds something; entries due at the same moment keep the order they were added in.</summary>
    public void Add(DateTimeOffset due, Func<CancellationToken, Task> entry)
    {
        lock (_lock)
        {
            _entries.Enqueue(entry, (due, _order++));
            _added.TrySetResult();
        }
    }

    /// <summary>Does what is due until stopped. What an entry throws ends it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (TakeDue(out var wait, out var added) is { } entry)
            {
                await entry(stop).ConfigureAwait(false);
            }
            else
            {
                await added.WaitAsync(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Func<CancellationToken, Task>? TakeDue(out TimeSpan wait, out Task added)
    {
        lock (_lock)
        {
            wait = Timeout.InfiniteTimeSpan;
            if (_entries.TryPeek(out _, out var next))
            {
                wait = next.Due - time.GetUtcNow();
                if (wait <= TimeSpan.Zero)
                {
                    added = Task.CompletedTask;
                    return _entries.Dequeue();
                }
            }

            if (_added.Task.IsCompleted)
            {
                _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            added = _added.Task;
            return null;
        }
    }
}
