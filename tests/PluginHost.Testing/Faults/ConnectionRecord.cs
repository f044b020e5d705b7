namespace PluginHost.Testing;

/// <summary>What happened on one connection through a <see cref="FaultProxy"/>; live while it is open.</summary>
public sealed class ConnectionRecord
{
    private const long NotYet = -1;

    private readonly TimeProvider _time;
    private readonly long _accepted;
    private long _bytesToClient;
    private long _bytesToTarget;
    private long _clientFin = NotYet;
    private long _serverFin = NotYet;
    private volatile ProxyEnd _end;

    internal ConnectionRecord(int number, TimeProvider time)
    {
        Number = number;
        _time = time;
        _accepted = time.GetTimestamp();
    }

    /// <summary>1 for the first connection the proxy accepted, and so on.</summary>
    public int Number { get; }

    /// <summary>How it ended.</summary>
    public ProxyEnd End => _end;

    /// <summary>Bytes sent to the client, injected ones included.</summary>
    public long BytesToClient => Interlocked.Read(ref _bytesToClient);

    /// <summary>Bytes sent to the target, injected ones included.</summary>
    public long BytesToTarget => Interlocked.Read(ref _bytesToTarget);

    /// <summary>When the client's FIN arrived, by the proxy's clock since the connection was accepted; null before.</summary>
    public TimeSpan? ClientFin => Elapsed(ref _clientFin);

    /// <summary>When a FIN was sent to the client, the target's or a fault's, by the proxy's clock since the connection was accepted; null before.</summary>
    public TimeSpan? ServerFin => Elapsed(ref _serverFin);

    /// <summary>One line with all of it.</summary>
    public override string ToString()
        => $"#{Number} {End}, {BytesToTarget} B to target, {BytesToClient} B to client, "
            + $"server FIN {ServerFin?.ToString() ?? "none"}, client FIN {ClientFin?.ToString() ?? "none"}";

    internal void MarkClientFin() => Interlocked.Exchange(ref _clientFin, _time.GetElapsedTime(_accepted).Ticks);

    internal void MarkServerFin() => Interlocked.Exchange(ref _serverFin, _time.GetElapsedTime(_accepted).Ticks);

    internal void MarkEnd(ProxyEnd end) => _end = end;

    internal void Count(FlowDirection direction, int bytes)
        => Interlocked.Add(ref direction == FlowDirection.ToClient ? ref _bytesToClient : ref _bytesToTarget, bytes);

    private static TimeSpan? Elapsed(ref long ticks)
        => Interlocked.Read(ref ticks) is var value and not NotYet ? TimeSpan.FromTicks(value) : null;
}
