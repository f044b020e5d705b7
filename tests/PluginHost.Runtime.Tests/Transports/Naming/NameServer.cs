using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Tests.Transports.Naming;

/// <summary>A look-up function whose names hang, fail or answer as a test says. Everything that hangs ends with it.</summary>
internal sealed class NameServer : IDisposable
{
    private readonly ConcurrentDictionary<string, IPAddress[]> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _hanging = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _asked = new();
    private int _running;
    private int _mostRunning;

    /// <summary>Every look-up that has begun, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public int Running => Volatile.Read(ref _running);

    public int MostRunning => Volatile.Read(ref _mostRunning);

    public bool RanOnThePool { get; private set; }

    public void Answer(string host, string address) => _addresses[host] = [IPAddress.Parse(address)];

    /// <summary>The name answers that it has no address at all, which the real function does not do but may.</summary>
    public void AnswerNothing(string host) => _addresses[host] = [];

    public void Forget(string host) => _addresses.TryRemove(host, out _);

    public void Hang(string host) =>
        _hanging.GetOrAdd(host, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release(string host)
    {
        if (_hanging.TryRemove(host, out var gate))
        {
            gate.SetResult();
        }
    }

    public IPAddress[] LookUp(string host)
    {
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);
        RanOnThePool |= Thread.CurrentThread.IsThreadPoolThread;
        _asked.Enqueue(host);
        try
        {
            if (_hanging.TryGetValue(host, out var gate))
            {
                gate.Task.GetAwaiter().GetResult();
            }

            return _addresses.TryGetValue(host, out var addresses)
                ? addresses
                : throw new SocketException((int)SocketError.HostNotFound);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Dispose()
    {
        foreach (var host in _hanging.Keys)
        {
            Release(host);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
