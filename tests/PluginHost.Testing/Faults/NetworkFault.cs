namespace PluginHost.Testing;

/// <summary>A fault of the network or of a device, as seen on the wire.</summary>
public sealed record NetworkFault
{
    private NetworkFault(FaultKind kind) => Kind = kind;

    /// <summary>Everything passes.</summary>
    public static NetworkFault None { get; } = new(FaultKind.None);

    /// <summary>The port is closed: connecting gets a RST. Open connections go on.</summary>
    public static NetworkFault Refuse { get; } = new(FaultKind.Refuse);

    /// <summary>
    /// Connections are accepted, nothing passes and nothing is closed. What was sent meanwhile passes
    /// once the fault is lifted, up to 1 MiB each way. A connection whose client has closed it is dropped.
    /// </summary>
    public static NetworkFault BlackHole { get; } = new(FaultKind.BlackHole);

    /// <summary>What the fault does.</summary>
    public FaultKind Kind { get; }

    /// <summary>The way it works on; <see cref="FaultKind.BlackHole"/> works on both.</summary>
    public FlowDirection Direction { get; private init; }

    /// <summary>Bytes that pass, counted from when the fault was applied: before the end, or per interval of a trickle.</summary>
    public long Bytes { get; private init; }

    /// <summary>The interval of a trickle.</summary>
    public TimeSpan Interval { get; private init; }

    /// <summary>The bytes put in.</summary>
    public ReadOnlyMemory<byte> Payload { get; private init; }

    /// <summary>
    /// Lets <paramref name="bytes"/> more bytes pass in one direction, then resets both sides; 0: at once,
    /// which a new client may see as a failed connect.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    public static NetworkFault ResetAfter(long bytes, FlowDirection direction = FlowDirection.ToClient)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new NetworkFault(FaultKind.Reset) { Bytes = bytes, Direction = direction };
    }

    /// <summary>
    /// Lets <paramref name="bytes"/> more bytes pass to the client, then sends it a FIN; 0: at once.
    /// What the client sends goes on to the target, what the target sends is dropped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    public static NetworkFault HalfClose(long bytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new NetworkFault(FaultKind.HalfClose) { Bytes = bytes };
    }

    /// <summary>Lets <paramref name="bytes"/> bytes pass per <paramref name="interval"/> of the proxy's clock, the first at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Either is not positive.</exception>
    public static NetworkFault Trickle(int bytes, TimeSpan interval, FlowDirection direction = FlowDirection.ToClient)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new NetworkFault(FaultKind.Trickle) { Bytes = bytes, Interval = interval, Direction = direction };
    }

    /// <summary>Puts <paramref name="payload"/> in once: now on an open connection, before anything else on a new one.</summary>
    public static NetworkFault Garbage(ReadOnlyMemory<byte> payload, FlowDirection direction = FlowDirection.ToClient)
        => new(FaultKind.Garbage) { Payload = payload, Direction = direction };

    /// <summary>Whether this fault ends a connection once its bytes have passed.</summary>
    internal bool EndsAfterBytes => Kind is FaultKind.Reset or FaultKind.HalfClose;
}
