using PluginHost;

namespace EverySin;

/// <summary>Refers to every kind of member that a driver should not use, and never runs any.</summary>
[DeviceDriver("every-sin")]
public sealed class EverySinDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
