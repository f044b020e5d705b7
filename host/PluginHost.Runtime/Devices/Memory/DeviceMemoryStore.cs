using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices.Memory;

/// <summary>Keeps what is remembered of the devices, a small file each.</summary>
internal sealed class DeviceMemoryStore(string folder, ILoggerFactory logs)
{
    private readonly ILogger _log = logs.CreateLogger("devices.memory");

    public DeviceMemory Open(string device, MemoryOrigin origin) =>
        new(device, origin, new MemoryFile(Path.Combine(folder, device + ".json")), _log);
}
