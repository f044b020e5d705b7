using PluginHost;

namespace TwoDrivers;

/// <summary>The other of two.</summary>
[DeviceDriver("second")]
public sealed class SecondDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
