using System.Net.Sockets;
using PluginHost;

namespace Toy;

/// <summary>A device that speaks in lines, as small as one can be that has everything the host's tests ask for.</summary>
[DeviceDriver("toy", Name = "Toy", Version = "1.2.3")]
public sealed class ToyDriver : IDeviceDriver, IDiscovery
{
    internal static readonly Setting<string> Host = Setting.Required("host", "Name or address of the toy.");
    internal static readonly Setting<int> Port = Setting.Integer("port", 4999, 1, 65535);
    internal static readonly Setting<string> Pin = Setting.Secret("pin");
    internal static readonly Setting<bool> Shared = Setting.Flag("shared", false, "Whether it takes several clients.");
    internal static readonly Setting<int> Number = Setting.RequiredInteger("number", 1, 8);
    internal static readonly Setting<IReadOnlyList<SettingEntry>> Parts = Setting.Map(
        "parts", "What can be switched on its own.", Number, Setting.Text("display_name"));
    internal static readonly Setting<ISettings> PartsFile = Setting.File("parts_file", "More parts.", Parts);
    internal static readonly Setting<ToySin> Sin = Setting.Choice("sin", ToySin.None, "What the driver does wrong.");

    public IReadOnlyList<Setting> Settings => [Host, Port, Pin, Shared, Parts, PartsFile, Sin];

    public DriverPlan Plan(ISettings settings) => new()
    {
        Exclusive = !settings.Get(Shared),
        Entities =
        [
            Entity.Switch("power"),
            Entity.Number("level", 0, 100) with { Unit = "%", Continuous = true },
            Entity.Select("source", "disc", "radio"),
            Entity.Text("label"),
            Entity.Button("ring"),
            Entity.Cover("lid"),
            Entity.Sensor("turns"),
            .. PartsOf(settings),
        ],
    };

    private static IEnumerable<Entity> PartsOf(ISettings settings)
    {
        var parts = settings.Get(Parts).Concat(settings.Get(PartsFile).Get(Parts)).ToList();
        var twice = parts.GroupBy(part => part.Settings.Get(Number)).SelectMany(same => same.Skip(1))
            .Select(part => SettingError.At(part.Node, $"{part.Key.Text}: its number is used twice")).ToList();
        return twice.Count > 0 ? throw new SettingException(twice) : parts.Select(part => Entity.Switch(part.Key.Text));
    }

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var settings = attempt.Settings;
        if (settings.Get(Sin) == ToySin.BlocksOpening)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(CancellationToken.None);
        }

        var sockets = settings.Get(Sin) switch { ToySin.GoesRound => 1, ToySin.FloodsRound => 1_005, _ => 0 };
        for (var i = 0; i < sockets; i++)
        {
            using var own = new TcpClient();
            await own.ConnectAsync(settings.Get(Host), settings.Get(Port), CancellationToken.None);
        }

        attempt.Log.LogDetail(settings.Get(Pin));
        var stream = await attempt.Transports.ConnectAsync(settings.Get(Host), settings.Get(Port), deadline);
        var connection = new ToyConnection(attempt, stream);
        return await connection.AskAsync($"PIN {settings.Get(Pin)}", deadline) switch
        {
            "OK" => Remember(connection),
            "DENIED" => throw ConnectionEndedException.CredentialsRefused("The toy refused the PIN."),
            var other => throw ConnectionEndedException.ProtocolBroken($"Expected OK, got '{other}'."),
        };

        ToyConnection Remember(ToyConnection met)
        {
            attempt.Memory["first-met-at"] ??= settings.Get(Host);
            return met;
        }
    }

    public Task DiscoverAsync(IDiscoveryContext context, Deadline deadline)
    {
        context.Found(new DiscoveredDevice("toy-1", "Toy one", new Dictionary<string, string> { ["host"] = "127.0.0.9" }));
        context.Found(new DiscoveredDevice("toy-1", "Toy one", new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = "4999" }));
        context.Found(new DiscoveredDevice("toy-2", "Toy: two", new Dictionary<string, string> { ["host"] = "toy two: 2" }));
        return Task.CompletedTask;
    }
}
