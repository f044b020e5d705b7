using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices;

/// <summary>A driver of one generation with what it made of a device's settings.</summary>
/// <param name="Owner">Under which its transports stand in the ledger.</param>
/// <param name="Driver">The driver.</param>
/// <param name="EnterContext">Enters the plugin's reflection context; disposing leaves it.</param>
/// <param name="Settings">The device's settings.</param>
/// <param name="Plan">The driver's plan for them.</param>
internal sealed record DrivenBy(
    LedgerOwner Owner, IDeviceDriver Driver, Func<IDisposable?> EnterContext, ISettings Settings, DriverPlan Plan)
{
    /// <summary>What the driver declares of its settings: from it is known which are secret.</summary>
    public IReadOnlyList<Setting> Declared { get; init; } = [];
}
