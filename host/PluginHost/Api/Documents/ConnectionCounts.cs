using PluginHost.Runtime.Ledger;

namespace PluginHost.Server.Api.Documents;

/// <summary>How many transports were lent and given back.</summary>
internal sealed record ConnectionCounts(long Open, long Opened, long Closed, long Leaked)
{
    public static ConnectionCounts From(LedgerCounts counts) => new(counts.Open, counts.Opened, counts.Closed, counts.Leaked);
}
