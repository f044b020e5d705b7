namespace PluginHost.Runtime.Ledger;

/// <summary>One line of the ledger as it stood at a moment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Owner">For whom it was lent.</param>
/// <param name="Kind">What was lent.</param>
/// <param name="Remote">The peer's address, or the address a listener or UDP socket is bound to.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="BytesIn">Bytes received.</param>
/// <param name="BytesOut">Bytes sent.</param>
/// <param name="Leaked">Whether it was left open, or opened round the host.</param>
public sealed record LedgerLine(
    long Id,
    LedgerOwner Owner,
    TransportKind Kind,
    string Remote,
    DateTimeOffset OpenedAt,
    long BytesIn,
    long BytesOut,
    bool Leaked);
