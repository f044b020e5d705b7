namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>Lets one change of the house happen at a time.</summary>
internal sealed class HouseTurns
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits for its turn.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Ends the turn when disposed.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
