using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Transports.Datagrams;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Transports;

/// <summary>What all lenders of the process share.</summary>
internal sealed record TransportServices(HostResolver Resolver, DeadlineSource Deadlines, ILogger Log)
{
    /// <summary>The machine's interfaces at this moment.</summary>
    public Func<IReadOnlyList<LocalInterface>> Interfaces { get; init; } = LocalInterface.ListAll;

    /// <summary>Where wake-on-LAN packets go.</summary>
    public Func<IReadOnlyList<LocalInterface>, IReadOnlyList<IPEndPoint>> WakeTargets { get; init; } = MagicPacket.Targets;
}
