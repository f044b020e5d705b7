using PluginHost;

namespace BrokenPlans;

/// <summary>Breaks when it is asked for its settings.</summary>
[DeviceDriver("throwing-settings")]
public sealed class ThrowingSettingsDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => throw new InvalidOperationException("No settings today.");

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
