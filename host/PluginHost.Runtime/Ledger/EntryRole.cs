namespace PluginHost.Runtime.Ledger;

/// <summary>What an entry means for the counts, and whether leaving it open is a leak.</summary>
internal enum EntryRole
{
    /// <summary>Lent to the driver, which has to close it.</summary>
    Lent,

    /// <summary>A connection that an HTTP client keeps for its next request: counted, but the host's to close.</summary>
    Pooled,

    /// <summary>An HTTP response: no socket of its own, so not counted as opened, but the driver's to read or dispose.</summary>
    Response,
}
