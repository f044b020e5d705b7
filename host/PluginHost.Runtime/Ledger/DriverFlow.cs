namespace PluginHost.Runtime.Ledger;

/// <summary>
/// Knows in whose name the current code runs, through awaits, pool threads and timers. Holds host types only: a value of a
/// plugin's type would stay in execution contexts and keep its generation loaded.
/// </summary>
internal static class DriverFlow
{
    private static readonly AsyncLocal<LedgerOwner?> Owner = new();
    private static readonly AsyncLocal<bool> Lending = new();

    /// <summary>Whose call this is; <see langword="null"/> in the host's own code.</summary>
    public static LedgerOwner? Current => Owner.Value;

    /// <summary>Whether the host is opening a transport on the driver's behalf.</summary>
    public static bool IsLending => Lending.Value;

    /// <summary>Marks the current flow as a driver's. Ends with the asynchronous method or work item that called it.</summary>
    public static void Enter(LedgerOwner owner) => Owner.Value = owner;

    /// <summary>Marks the current flow as the host's lending. Ends with the asynchronous method that called it; call it in no other.</summary>
    public static void BeginLending() => Lending.Value = true;
}
