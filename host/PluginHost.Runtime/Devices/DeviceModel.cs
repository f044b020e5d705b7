using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices;

/// <summary>A device as its present settings and driver make it; replaced whole when either changes.</summary>
/// <param name="Name">The name people see.</param>
/// <param name="DriverId">The driver the configuration names.</param>
/// <param name="Driver">The driver with its plan; <see langword="null"/> when <paramref name="Problem"/> says why there is none.</param>
/// <param name="Problem">Why the device cannot be driven; <see langword="null"/> when it can.</param>
internal sealed record DeviceModel(string Name, string DriverId, DrivenBy? Driver, string? Problem)
{
    /// <summary>Where the settings say it is: host and port as they stand there; empty when they name no host.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether it is still the same device; its name, for one, does not matter to that.</summary>
    public MemoryOrigin Origin => new(DriverId, Address);

    /// <summary>The generation of the driver that was asked, whether it made a plan or not; <see langword="null"/> when there is none.</summary>
    public LedgerOwner? Source { get; init; }
}
