namespace PluginHost;

/// <summary>How long the host waits before it opens the next connection after one has ended.</summary>
/// <remarks>The pause doubles with each failure: 1, 2, 4 … 30 s unless the plan says otherwise.</remarks>
/// <example><code>new DriverPlan { Backoff = new Backoff { First = TimeSpan.FromSeconds(5), Cap = TimeSpan.FromMinutes(5) } }</code></example>
public sealed record Backoff
{
    /// <summary>The first pause.</summary>
    /// <value>1 s by default; above zero.</value>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    /// <value>30 s by default; not below <see cref="First"/>.</value>
    public TimeSpan Cap { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share by which a pause is made shorter or longer by chance, so that devices do not return in step.</summary>
    /// <value>0.1 (±10 %) by default; 0 to 0.5.</value>
    public double Jitter { get; init; } = 0.1;

    /// <summary>How long a connection must have been open for the next pause to be the first one again.</summary>
    /// <value>1 minute by default; zero resets with every connection that opened.</value>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(1);
}
