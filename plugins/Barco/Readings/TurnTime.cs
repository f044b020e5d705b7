namespace PluginHost.Barco.Readings;

/// <summary>How a turn of several exchanges stays within its time.</summary>
internal static class TurnTime
{
    /// <summary>A projector in a transition takes 3.5 s for each answer; what no longer fits is left to the next turn.</summary>
    private static readonly TimeSpan OneExchange = TimeSpan.FromSeconds(5);

    public static bool AllowsAnother(this Deadline deadline) => deadline.Remaining >= OneExchange;
}
