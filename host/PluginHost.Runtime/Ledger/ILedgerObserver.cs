namespace PluginHost.Runtime.Ledger;

/// <summary>Hears of every change in the ledger. Called on whatever thread makes it; must return at once.</summary>
internal interface ILedgerObserver
{
    void Opened(LedgerLine line);

    void Closed(LedgerLine line, TimeSpan age, string reason);

    /// <param name="line">What was left open, or opened round the host.</param>
    /// <param name="how">How it came to light, in words.</param>
    /// <param name="openedBy">The frames that opened it, innermost first; empty when unknown.</param>
    void Leaked(LedgerLine line, string how, string openedBy);
}
