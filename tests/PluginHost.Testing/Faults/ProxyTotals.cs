namespace PluginHost.Testing;

/// <summary>Counters of a <see cref="FaultProxy"/> over all its connections; live and safe from any thread.</summary>
public sealed class ProxyTotals
{
    private readonly Lock _gate = new();
    private long _bytesToClient;
    private long _bytesToTarget;

    /// <summary>Connections accepted so far.</summary>
    public int Accepted { get => Read(ref field); private set; }

    /// <summary>Connections open now.</summary>
    public int Open { get => Read(ref field); private set; }

    /// <summary>The most connections that were open at once.</summary>
    public int PeakOpen { get => Read(ref field); private set; }

    /// <summary>Connections that ended orderly.</summary>
    public int ClosedByFin { get => Read(ref field); private set; }

    /// <summary>Connections that ended by RST, from either side or from the proxy.</summary>
    public int ClosedByReset { get => Read(ref field); private set; }

    /// <summary>Bytes sent to clients, injected ones included.</summary>
    public long BytesToClient => Interlocked.Read(ref _bytesToClient);

    /// <summary>Bytes sent to the target, injected ones included.</summary>
    public long BytesToTarget => Interlocked.Read(ref _bytesToTarget);

    /// <summary>One line with all of it.</summary>
    public override string ToString()
        => $"{Accepted} accepted, {Open} open, {PeakOpen} at most, {ClosedByFin} closed by FIN, {ClosedByReset} by RST, "
            + $"{BytesToTarget} B to target, {BytesToClient} B to client";

    internal void CountAccepted()
    {
        lock (_gate)
        {
            Accepted++;
            Open++;
            PeakOpen = Math.Max(PeakOpen, Open);
        }
    }

    internal void CountEnd(ProxyEnd end)
    {
        lock (_gate)
        {
            Open--;
            if (end == ProxyEnd.Reset)
            {
                ClosedByReset++;
            }
            else
            {
                ClosedByFin++;
            }
        }
    }

    internal void Count(FlowDirection direction, int bytes)
        => Interlocked.Add(ref direction == FlowDirection.ToClient ? ref _bytesToClient : ref _bytesToTarget, bytes);

    private int Read(ref int value)
    {
        lock (_gate)
        {
            return value;
        }
    }
}
