using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Transports.Naming;

/// <summary>Turns host names into addresses for the whole process.</summary>
/// <remarks>
/// On Linux the framework resolves names by blocking threads of the pool, so a dead name server would starve everything else.
/// Here a few threads of their own do the blocking, started when there is a name to look up and ended when there is none. A
/// name that hangs occupies one of them, however many ask for it; names beyond them wait until their callers give up.
/// </remarks>
internal sealed class HostResolver(TimeProvider time, Func<string, IPAddress[]> lookUp)
{
    public const int MaxThreads = 4;

    /// <summary>How many names may wait for a thread.</summary>
    public const int MaxWaiting = 256;

    /// <summary>How long a name with a known address waits for a fresh answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyList<IPAddress> LoopbackAddresses =
        Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HostLookup> _unanswered = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HostLookup> _waiting = new();
    private readonly AddressMemory _memory = new();
    private int _threads;

    public HostResolver(TimeProvider time)
        : this(time, Dns.GetHostAddresses)
    {
    }

    /// <summary>
    /// The addresses of a host. A literal address and <c>localhost</c> are answered at once. Every other name is looked up
    /// anew; where that fails, or takes more than a second, the last good answer is returned, and a look-up still under way
    /// goes on to refresh it.
    /// </summary>
    /// <param name="host">A name or a literal address.</param>
    /// <param name="cancellationToken">The only limit for a name that never had an answer; ends the wait at once.</param>
    /// <exception cref="HostResolutionException">The name has no address, and had none before.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        cancellationToken.ThrowIfCancellationRequested();
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return LoopbackAddresses;
        }

        var lookup = Join(host, out var lastGood);
        if (lookup is null)
        {
            return lastGood ?? throw new HostResolutionException(
                host, ResolutionFailure.QueueFull, $"{MaxThreads} look-ups hang and {MaxWaiting} names wait for them");
        }

        var patience = lastGood is null ? Timeout.InfiniteTimeSpan : Patience;
        await ((Task)lookup.Answer.WaitAsync(patience, time, cancellationToken))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!lookup.Answer.IsCompleted)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Leave(lookup);
                cancellationToken.ThrowIfCancellationRequested();
            }

            return lastGood!;
        }

        var result = await lookup.Answer;
        return result.Addresses ?? lastGood ?? throw new HostResolutionException(host, result.Reason, result.Detail);
    }

    /// <summary>The look-up of this name, under way or new; null when no further name may wait.</summary>
    private HostLookup? Join(string host, out IReadOnlyList<IPAddress>? lastGood)
    {
        lock (_lock)
        {
            lastGood = _memory.Recall(host);
            if (!_unanswered.TryGetValue(host, out var lookup))
            {
                if (_threads < MaxThreads)
                {
                    StartThread_NeedsLock();
                }
                else if (_waiting.Count >= MaxWaiting)
                {
                    return null;
                }

                lookup = new HostLookup(host);
                _unanswered.Add(host, lookup);
                _waiting.AddLast(lookup);
            }

            lookup.Callers++;
            return lookup;
        }
    }

    /// <summary>Gives up a place in the queue that nobody needs any more; a look-up that has begun cannot be stopped.</summary>
    private void Leave(HostLookup lookup)
    {
        lock (_lock)
        {
            lookup.Callers--;
            if (lookup.Callers == 0 && _waiting.Remove(lookup))
            {
                _unanswered.Remove(lookup.Host);
            }
        }
    }

    private void StartThread_NeedsLock()
    {
        // Without the caller's context: the thread outlives the call and serves others.
        new Thread(LookUpUntilNoneWaits) { IsBackground = true, Name = "host resolver" }.UnsafeStart();
        _threads++;
    }

    private void LookUpUntilNoneWaits()
    {
        while (TakeWaiting() is { } lookup)
        {
            var result = lookup.Perform(lookUp);
            lock (_lock)
            {
                _unanswered.Remove(lookup.Host);
                if (result.Addresses is { } addresses)
                {
                    _memory.Remember(lookup.Host, addresses);
                }
            }

            lookup.Complete(result);
        }
    }

    private HostLookup? TakeWaiting()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first)
            {
                _threads--;
                return null;
            }

            _waiting.RemoveFirst();
            return first.Value;
        }
    }
}
