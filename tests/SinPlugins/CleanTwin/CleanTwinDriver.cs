using CleanTwin.Phrases;
using PluginHost;

namespace CleanTwin;

/// <summary>Does nothing wrong, and uses its private library only when it is asked for a plan.</summary>
[DeviceDriver("clean-twin", Name = "Clean twin")]
public sealed class CleanTwinDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Sensor(Greetings.Hello)] };

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported(Type.GetType("CleanTwin.CleanTwinDriver, CleanTwin")?.FullName ?? "not found");
}
