namespace PluginHost.Testing;

/// <summary>
/// Moves a <see cref="FakeTimeProvider"/> on in small steps, each after real time in which everything else could run, so
/// that code with real sockets lives through hours in seconds and no deadline passes before what it waits for had its turn.
/// </summary>
public sealed class ClockPump : IAsyncDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pumping;

    /// <summary>Starts the pump.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="step">How far the next step goes, asked before each, and whether real time is left after it: not where nothing waits for anything.</param>
    public ClockPump(FakeTimeProvider time, Func<(TimeSpan Length, bool Breathes)> step) => _pumping = Task.Run(() => PumpAsync(time, step));

    /// <summary>Stops the clock.</summary>
    /// <returns>A task that ends when it stands; faulted where a timer's callback or the step threw.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pumping.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task PumpAsync(FakeTimeProvider time, Func<(TimeSpan Length, bool Breathes)> step)
    {
        while (!_stop.IsCancellationRequested)
        {
            var (length, breathes) = step();
            time.Advance(length);
            if (breathes)
            {
                await Task.Delay(Breath, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await Task.Yield();
            }
        }
    }
}
