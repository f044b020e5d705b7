namespace PluginHost.Testing;

/// <summary>Waits, within a bound of real time, for a condition that another thread or process brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The bound of every wait of this library that names none: 30 s.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">Asked at once, then at intervals of 1 to 50 ms, and a last time after the bound. What it throws ends the wait.</param>
    /// <param name="description">What is waited for, as the failure message says it.</param>
    /// <param name="timeout">The bound in real time; <see cref="DefaultTimeout"/> where null.</param>
    /// <param name="was">What was there instead, asked only when the wait failed.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static Task TrueAsync(Func<bool> condition, string description, TimeSpan? timeout = null, Func<string>? was = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return TrueAsync(() => Task.FromResult(condition()), description, timeout, was);
    }

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?, Func{string}?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string description, TimeSpan? timeout = null, Func<string>? was = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        TimeSpan bound = timeout ?? DefaultTimeout;
        long started = TimeProvider.System.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(1);
        while (true)
        {
            // Read before the condition, so that a thread that was held up still asks once after the bound.
            bool last = TimeProvider.System.GetElapsedTime(started) >= bound;
            if (await condition().ConfigureAwait(false))
            {
                return;
            }

            if (last)
            {
                string instead = was is null ? "" : $"; it was: {was()}";
                throw new TimeoutException($"Not within {bound.TotalSeconds:0.###} s: {description}{instead}");
            }

            await Task.Delay(pause, TimeProvider.System).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
