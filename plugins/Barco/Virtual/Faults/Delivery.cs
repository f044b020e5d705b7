namespace PluginHost.Barco.Virtual.Faults;

/// <summary>How one message goes out.</summary>
/// <param name="Pieces">One segment each.</param>
internal sealed record Delivery(IReadOnlyList<byte[]> Pieces)
{
    /// <summary>From the request to the first piece, in place of the ordinary latency.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Between two pieces.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Whether the pieces go round until the client ends the connection.</summary>
    public bool IsEndless { get; init; }

    public DeliveryEnd End { get; init; }

    public static Delivery Whole(byte[] message) => new([message]);
}
