using PluginHost.Runtime.Plugins.Sources;


namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>The reloads of one plugin: one attempt at a time, the newest content wins, equal requests share one.</summary>
internal sealed class ReloadLane
{
    private readonly Lock _lock = new();
    private Turn? _newest;

    /// <summary>Of the generation that was switched in last, while it lasts. Belongs to whoever has the turn of the house.</summary>
    public Probation? Probation { get; set; }

    /// <summary>The devices that were rolled back last, and until when they count though they are not back yet. Belongs to whoever has that turn, too.</summary>
    public OwedDevices Owed { get; set; } = OwedDevices.None;

    /// <summary>The newest reload, which tells what became of those it overtook.</summary>
    public Task<ReloadOutcome> Newest
    {
        get
        {
            lock (_lock)
            {
                return _newest!.Whole;
            }
        }
    }

    /// <summary>Whether it is about to make a generation of files that hold something else by now.</summary>
    /// <param name="content">What the files hold.</param>
    public bool IsOvertakenBy(Judgement content)
    {
        lock (_lock)
        {
            return _newest is { Attempted.IsCompleted: false } newest && newest.Content.FollowsFiles && newest.Content.Content != content;
        }
    }

    /// <summary>Runs a reload after the attempts before it; joins the newest where that is of the same content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="attempt">Gets a token that is cancelled when a newer content comes.</param>
    /// <param name="conclude">What follows the attempt, beside the next one.</param>
    public Task<ReloadOutcome> RunAsync(
        ReloadRequest content, Func<CancellationToken, Task<ReloadAttempt>> attempt, Func<ReloadAttempt, Task<ReloadOutcome>> conclude)
    {
        Turn? before;
        Turn turn;
        lock (_lock)
        {
            if (_newest is { Whole.IsCompleted: false } newest && newest.Content.Covers(content, newest.Attempted.IsCompleted))
            {
                return newest.Whole;
            }

            before = _newest;
            // Nothing here may keep what an attempt made: it leads to the generation before, which is to be unloaded.
            var (superseded, attempted) = (new CancellationTokenSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _newest = turn = new Turn(
                content, superseded, attempted.Task, Task.Run(() => WholeAsync(before?.Attempted, attempt, conclude, attempted, superseded.Token)));
        }

        before?.Superseded.Cancel();
        return turn.Whole;
    }

    private static async Task<ReloadOutcome> WholeAsync(
        Task? before,
        Func<CancellationToken, Task<ReloadAttempt>> attempt,
        Func<ReloadAttempt, Task<ReloadOutcome>> conclude,
        TaskCompletionSource attempted,
        CancellationToken superseded)
    {
        ReloadAttempt made;
        try
        {
            await (before ?? Task.CompletedTask).ConfigureAwait(false);
            made = await attempt(superseded).ConfigureAwait(false);
        }
        finally
        {
            attempted.SetResult();
        }

        return await conclude(made).ConfigureAwait(false);
    }

    private sealed record Turn(ReloadRequest Content, CancellationTokenSource Superseded, Task Attempted, Task<ReloadOutcome> Whole);
}
