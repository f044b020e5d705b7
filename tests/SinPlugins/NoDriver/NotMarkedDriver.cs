using PluginHost;

namespace NoDriver;

/// <summary>Forgot its attribute.</summary>
public sealed class NotMarkedDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
