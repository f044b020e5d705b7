using PluginHost;

namespace ThrowingConstructor;

/// <summary>Throws an exception of its own type, which the host must not keep.</summary>
[DeviceDriver("throwing-constructor")]
public sealed class ThrowingConstructorDriver : IDeviceDriver
{
    public ThrowingConstructorDriver() => throw new OwnException();

    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");
}
