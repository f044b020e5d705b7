using System.Collections.Concurrent;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>One opening at a time per remote address and 64 in the process: a house that comes back must not drown its devices.</summary>
internal sealed class OpenGate
{
    public const int Most = 64;

    private readonly SemaphoreSlim _all = new(Most);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _addresses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a place. Dispose the result when the opening has ended.</summary>
    /// <param name="address">The device's address; <see langword="null"/> when it shares it with nobody.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IDisposable> EnterAsync(string? address, CancellationToken stop)
    {
        // The address first: waiting for it must not take one of the places that other addresses could use.
        var own = address is null ? null : _addresses.GetOrAdd(address, _ => new SemaphoreSlim(1));
        if (own is not null)
        {
            await own.WaitAsync(stop).ConfigureAwait(false);
        }

        try
        {
            await _all.WaitAsync(stop).ConfigureAwait(false);
        }
        catch
        {
            own?.Release();
            throw;
        }

        return new Place(_all, own);
    }

    private sealed class Place(SemaphoreSlim all, SemaphoreSlim? own) : IDisposable
    {
        public void Dispose()
        {
            all.Release();
            own?.Release();
        }
    }
}
