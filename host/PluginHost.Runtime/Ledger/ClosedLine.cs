namespace PluginHost.Runtime.Ledger;

/// <summary>A line of the ledger that was struck out.</summary>
/// <param name="Line">The line as it stood then.</param>
/// <param name="Age">How long it was open.</param>
/// <param name="Reason">Who closed it and why.</param>
public sealed record ClosedLine(LedgerLine Line, TimeSpan Age, string Reason);
