using PluginHost;

namespace BrokenPlans;

/// <summary>Breaks when it is asked for its plan.</summary>
[DeviceDriver("throwing-plan")]
public sealed class ThrowingPlanDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => throw new InvalidOperationException("No plan today.");

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
