namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>Collects all that can be collected, as often as an unloading takes at most.</summary>
internal static class FullCollection
{
    /// <summary>A context goes in steps: its finalizers run in one pass, its native part goes in a later one. Two to six were seen.</summary>
    private const int MostPasses = 6;

    /// <summary>A plugin's finalizer that never returns must not hold up whoever waits for the verdict.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs on a thread of its own, which a stuck finalizer cannot take from the pool.</summary>
    /// <param name="isEnough">Ends it early.</param>
    /// <param name="stop">Ends the wait for it.</param>
    /// <returns>Whether it ran to its end; not where a finalizer is stuck.</returns>
    public static async Task<bool> RunAsync(Func<bool> isEnough, CancellationToken stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            Collect(isEnough);
            done.SetResult();
        })
        { IsBackground = true, Name = "collect retired plugins" }.UnsafeStart();
        try
        {
            // Real work takes real time, whatever clock the house goes by.
            await done.Task.WaitAsync(Limit, TimeProvider.System, stop).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static void Collect(Func<bool> isEnough)
    {
        for (var pass = 0; pass < MostPasses && !isEnough(); pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
