using PluginHost;

namespace TwoDrivers;

/// <summary>One of two.</summary>
[DeviceDriver("first", Name = "First", Version = "7.0.0")]
public sealed class FirstDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
