using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>What one attempt and the connection it becomes are lent.</summary>
internal sealed class ConnectionContext(
    string deviceId,
    ISettings settings,
    ILogger log,
    DeadlineSource deadlines,
    ITransports transports,
    IDeviceMemory memory,
    IEntities entities,
    Action<string?> setBusy,
    Action<string> runSoon) : IConnectionContext
{
    public string DeviceId => deviceId;

    public ISettings Settings => settings;

    public ILogger Log => log;

    public TimeProvider Time => deadlines.Time;

    public DeadlineSource Deadlines => deadlines;

    public ITransports Transports => transports;

    public IDeviceMemory Memory => memory;

    public IEntities Entities => entities;

    public void SetBusy(string? reason) => setBusy(reason);

    public void RunSoon(string rhythm) => runSoon(rhythm);
}
