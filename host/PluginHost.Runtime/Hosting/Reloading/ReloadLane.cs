namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>The reloads of one plugin: one at a time, the newest content wins, equal requests share one.</summary>
internal sealed class ReloadLane
{
    private readonly Lock _lock = new();
    private Turn? _newest;

    /// <summary>Whose devices are not known to be back yet; only whoever has the turn touches it.</summary>
    public Probation? Probation { get; set; }

    /// <summary>The newest reload, which tells what became of those it overtook.</summary>
    public Task<ReloadOutcome> Newest
    {
        get
        {
            lock (_lock)
            {
                return _newest!.Task;
            }
        }
    }

    /// <summary>Runs a reload after those before it, whose probation it cuts short; joins the newest where that is of the same content.</summary>
    /// <param name="content">The content's hash.</param>
    /// <param name="reload">Gets a token that is cancelled when a newer content comes.</param>
    public Task<ReloadOutcome> RunAsync(string content, Func<CancellationToken, Task<ReloadOutcome>> reload)
    {
        lock (_lock)
        {
            if (_newest is { Task.IsCompleted: false } newest && newest.Content == content)
            {
                return newest.Task;
            }

            var before = _newest;
            before?.Superseded.Cancel();
            var superseded = new CancellationTokenSource();
            _newest = new Turn(content, superseded, Task.Run(() => AfterAsync(before?.Task, reload, superseded.Token)));
            return _newest.Task;
        }
    }

    private static async Task<ReloadOutcome> AfterAsync(
        Task<ReloadOutcome>? before, Func<CancellationToken, Task<ReloadOutcome>> reload, CancellationToken superseded)
    {
        if (before is not null)
        {
            // What became of it was told to whoever asked for it.
            await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await reload(superseded).ConfigureAwait(false);
    }

    private sealed record Turn(string Content, CancellationTokenSource Superseded, Task<ReloadOutcome> Task);
}
