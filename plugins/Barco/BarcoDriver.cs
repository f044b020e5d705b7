using System.Net;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Session;

namespace PluginHost.Barco;

/// <summary>Projectors of Barco's Pulse platform over their JSON-RPC service.</summary>
[DeviceDriver("barco", Name = "Barco Pulse projector", Version = "1.0.0")]
public sealed class BarcoDriver : IDeviceDriver, IResumingDriver, IOfflineCommands, IDiscovery
{
    /// <summary>A projector takes minutes to leave eco.</summary>
    private static readonly TimeSpan WakingTime = TimeSpan.FromSeconds(300);

    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(60);

    /// <summary>60 s are a reason to ask, 10 s are the time for the answer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(70);

    private const int SearchSeconds = 2;

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings => BarcoSettings.All;

    /// <inheritdoc/>
    public DriverPlan Plan(ISettings settings)
    {
        if (settings.Get(BarcoSettings.Mac) is { Length: > 0 } mac && !HardwareAddress.IsValid(mac))
        {
            throw new SettingException(null, $"mac: '{mac}' is no hardware address such as 00:04:A5:12:34:56");
        }

        var mode = settings.Get(BarcoSettings.Connection);
        return new DriverPlan
        {
            Entities = BarcoEntities.All,
            Mode = mode,
            OpenLimit = OpenLimit(settings.Get(BarcoSettings.Timeouts)),
            CredentialTries = 2,
            Backoff = new Backoff { First = TimeSpan.FromSeconds(5), Cap = TimeSpan.FromMinutes(5) },
            LongestSilence = mode == ConnectionMode.Persistent ? LongestSilence : null,
            HandOver = mode == ConnectionMode.Persistent ? HandOverKind.Resume : HandOverKind.Reconnect,
        };
    }

    /// <inheritdoc/>
    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => new BarcoConnection(
        attempt,
        await new SessionOpener(attempt).OpenAsync(deadline).ConfigureAwait(false),
        attempt.Settings.Get(BarcoSettings.Connection) == ConnectionMode.Persistent);

    /// <inheritdoc/>
    public Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline) =>
        Task.FromResult<IDeviceConnection?>(
            new SessionOpener(attempt).GoOn(left) is { } open ? new BarcoConnection(attempt, open, staysOpen: true) : null);

    /// <inheritdoc/>
    public async Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline)
    {
        var mac = device.Settings.Get(BarcoSettings.Mac) is { Length: > 0 } given ? given : device.Memory[HardwareAddress.MemoryKey];
        if (command.Entity.Id != BarcoEntities.Power.Id || !command.Value.Boolean || mac is null)
        {
            return OfflineDecision.NotHandled;
        }

        await device.Transports.WakeAsync(mac, deadline).ConfigureAwait(false);
        return OfflineDecision.Hold(WakingTime);
    }

    /// <inheritdoc/>
    public async Task DiscoverAsync(IDiscoveryContext context, Deadline deadline)
    {
        var datagrams = context.Transports.OpenDatagrams(new DatagramOptions());
        await using (datagrams.ConfigureAwait(false))
        {
            var group = new IPEndPoint(IPAddress.Parse(SsdpSearch.MulticastAddress), SsdpSearch.Port);
            await datagrams.SendAsync(SsdpSearch.Build(SearchSeconds), group, deadline.Token).ConfigureAwait(false);
            while (true)
            {
                var datagram = await datagrams.ReceiveAsync(deadline.Token).ConfigureAwait(false);
                if (SsdpAnswer.TryParse(datagram.Payload.Span, out var answer))
                {
                    context.Found(new DiscoveredDevice(
                        answer.Usn, $"Projector at {answer.Host}", new Dictionary<string, string> { [BarcoSettings.Host.Name] = answer.Host }));
                }
            }
        }
    }

    // Both framings may have to be tried, then a login and a reading of the state.
    private static TimeSpan OpenLimit(ISettings timeouts)
    {
        var worst = (2 * timeouts.Get(BarcoSettings.Connect)) + timeouts.Get(BarcoSettings.First) + (3 * timeouts.Get(BarcoSettings.Overall));
        return worst < LongestOpening ? worst : LongestOpening;
    }
}
