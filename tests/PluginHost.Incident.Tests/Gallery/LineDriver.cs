using System.Net;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>A driver of one connection, given by the test.</summary>
internal sealed class LineDriver(IPEndPoint address, Func<IConnectionContext, IStreamTransport, IDeviceConnection> connect) : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Sensor("state")] };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        connect(attempt, await attempt.Transports.ConnectAsync(address.Address.ToString(), address.Port, deadline));
}
