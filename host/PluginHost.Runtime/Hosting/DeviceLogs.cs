using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices;

namespace PluginHost.Runtime.Hosting;

/// <summary>The logs of the devices: each line carries device, driver and generation, and each device has a level of its own.</summary>
internal sealed class DeviceLogs(ILoggerFactory logs)
{
    private readonly ConcurrentDictionary<string, DeviceLogger> _loggers = new();

    public DeviceLogger Of(string device) =>
        _loggers.GetOrAdd(device, static (id, factory) => new DeviceLogger(factory.CreateLogger($"device.{id}"), id), logs);

    public void SetLevel(string device, LogLevel level) => Of(device).Level = level;

    public void SetModel(string device, DeviceModel model) => Of(device).SetModel(model);

    public void Forget(string device) => _loggers.TryRemove(device, out _);
}
