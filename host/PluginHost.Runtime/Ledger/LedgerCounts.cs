namespace PluginHost.Runtime.Ledger;

/// <summary>How many transports were lent and given back since the start.</summary>
/// <param name="Open">Open now.</param>
/// <param name="Opened">Ever opened.</param>
/// <param name="Closed">Closed since, by whomever.</param>
/// <param name="Leaked">Left open by a driver, or opened round the host.</param>
public sealed record LedgerCounts(long Open, long Opened, long Closed, long Leaked)
{
    /// <summary>Nothing lent yet.</summary>
    public static LedgerCounts None { get; } = new(0, 0, 0, 0);
}
