using PluginHost;

namespace DriverThief;

/// <summary>Claims the driver id of another plugin.</summary>
[DeviceDriver("clean-twin")]
public sealed class DriverThiefDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
