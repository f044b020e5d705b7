using PluginHost;

namespace NewerContract;

/// <summary>Built against a contract that the host does not have yet.</summary>
[DeviceDriver("newer-contract")]
public sealed class NewerContractDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
