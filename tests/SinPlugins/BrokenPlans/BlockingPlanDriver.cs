using PluginHost;

namespace BrokenPlans;

/// <summary>Holds its thread for longer than a plan may take.</summary>
[DeviceDriver("blocking-plan")]
public sealed class BlockingPlanDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(8), CancellationToken.None);
        return new DriverPlan();
    }

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
