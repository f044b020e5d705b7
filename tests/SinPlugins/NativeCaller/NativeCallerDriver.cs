using System.Runtime.InteropServices;
using PluginHost;

namespace NativeCaller;

/// <summary>Asks a native library that lies in its own folder.</summary>
[DeviceDriver("native-caller")]
public sealed class NativeCallerDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Sensor($"pid-{GetPid()}")] };

    public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        throw ConnectionEndedException.Unsupported("There is no such device.");

    // The test puts a copy of the runtime's own native library here under this name.
    [DllImport("private_native", EntryPoint = "SystemNative_GetPid")]
    private static extern int GetPid();
}
