namespace PluginHost.Runtime.Ledger;

/// <summary>For whom something was lent.</summary>
/// <param name="Device">The device's id; <see langword="null"/> for a search or a virtual device.</param>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Generation">The plugin's generation.</param>
public sealed record LedgerOwner(string? Device, string Plugin, int Generation);
