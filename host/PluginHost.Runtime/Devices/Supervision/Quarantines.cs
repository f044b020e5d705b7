using System.Collections.Concurrent;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>
/// Which generation must not be called any more for which device. Outlives the devices: an entry that is taken out of the
/// configuration and put back gives no thread back.
/// </summary>
internal sealed class Quarantines
{
    private readonly ConcurrentDictionary<LedgerOwner, string> _lost = new();

    /// <param name="owner">Device and generation.</param>
    /// <param name="reason">Why.</param>
    public void Add(LedgerOwner owner, string reason) => _lost[owner] = reason;

    /// <summary>Why nothing is tried; <see langword="null"/> when nothing speaks against it.</summary>
    public string? ReasonOf(LedgerOwner owner) => _lost.GetValueOrDefault(owner);
}
