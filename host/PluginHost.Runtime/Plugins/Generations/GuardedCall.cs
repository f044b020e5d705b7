namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>Runs plugin code that may throw or never return.</summary>
internal static class GuardedCall
{
    /// <summary>
    /// Calls on a thread of its own, which a call that never returns cannot take from the pool, and without the caller's
    /// execution context, in which the plugin could leave something behind.
    /// </summary>
    /// <param name="name">The thread's name in dumps.</param>
    /// <param name="call">Returns a type of the host's.</param>
    /// <param name="limit">After this the call is given up; its thread stays as long as it likes.</param>
    /// <param name="time">Measures the limit.</param>
    public static async Task<GuardedOutcome<T>> RunAsync<T>(string name, Func<T> call, TimeSpan limit, TimeProvider time)
        where T : class
    {
        var outcome = new TaskCompletionSource<GuardedOutcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => outcome.SetResult(Run(call))) { IsBackground = true, Name = name }.UnsafeStart();
        try
        {
            return await outcome.Task.WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new(null, $"it did not return within {limit.TotalSeconds:0.###} s", false);
        }
    }

    private static GuardedOutcome<T> Run<T>(Func<T> call)
        where T : class
    {
        try
        {
            return new(call(), null, false);
        }
        catch (PluginLoadException refusal)
        {
            return new(null, refusal.Message, true);
        }
        catch (Exception failure)
        {
            return new(null, PluginFailure.Describe(failure), false);
        }
    }
}
