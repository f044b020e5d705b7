using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>What a call that concerns a device without a connection is lent.</summary>
internal sealed class DeviceContext(
    string deviceId, ISettings settings, ILogger log, DeadlineSource deadlines, ITransports transports, IDeviceMemory memory) : IDeviceContext
{
    public string DeviceId => deviceId;

    public ISettings Settings => settings;

    public ILogger Log => log;

    public TimeProvider Time => deadlines.Time;

    public DeadlineSource Deadlines => deadlines;

    public ITransports Transports => transports;

    public IDeviceMemory Memory => memory;
}
