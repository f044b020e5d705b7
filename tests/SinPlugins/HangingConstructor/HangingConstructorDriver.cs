using PluginHost;

namespace HangingConstructor;

/// <summary>Never comes back from its static constructor.</summary>
[DeviceDriver("hanging-constructor")]
public sealed class HangingConstructorDriver : IDeviceDriver
{
    static HangingConstructorDriver() => Thread.Sleep(Timeout.Infinite);

    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
