using PluginHost;

namespace Lantern;

/// <summary>Drives a lantern that speaks in lines. What it does wrong stands in its code, where a test changes it.</summary>
[DeviceDriver("lantern", Version = "1.0.0")]
public sealed class LanternDriver : IDeviceDriver, IResumingDriver
{
    /// <summary>Whoever copies the assembly writes another word over it, of the same length with its blanks.</summary>
    private const string Mode = "mode: as it should be   ";

    private static readonly Setting<string> Host = Setting.Required("host", "Where the lantern is.");
    private static readonly Setting<int> Port = Setting.Integer("port", 4000, 1, 65535);
    private static readonly Setting<HandOverKind> HandOver =
        Setting.Choice("hand-over", HandOverKind.Reconnect, "How the device goes over; with overlap it only listens.");

    private static readonly Setting<string> Label = Setting.Text("label", "What stands on it.");

    /// <summary>Throws where it is told to.</summary>
    public LanternDriver()
    {
        if (Is("throws"))
        {
            throw new InvalidOperationException("The wick is missing.");
        }
    }

    public IReadOnlyList<Setting> Settings => [Host, Port, HandOver, Label];

    public DriverPlan Plan(ISettings settings) => Is("cannot plan") ? throw new InvalidOperationException("The wick has no plan.") : new()
    {
        Entities = [Entity.Sensor("build"), Entity.Switch("light"), Entity.Event("bell")],
        HandOver = settings.Get(HandOver),
        Exclusive = settings.Get(HandOver) != HandOverKind.Overlap,
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        if (Is("hangs"))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, attempt.Time, CancellationToken.None);
        }

        if (Is("opens slowly"))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), attempt.Time, deadline.Token);
        }

        if (Is("breaks"))
        {
            throw new InvalidOperationException("The wick broke.");
        }

        if (Is("is refused"))
        {
            throw ConnectionEndedException.CredentialsRefused("The lantern knows nobody of that name.");
        }

        if (Is("misses"))
        {
            throw ConnectionEndedException.Lost("The lantern is not where it was.");
        }

        var settings = attempt.Settings;
        return Begin(attempt, await attempt.Transports.ConnectAsync(settings.Get(Host), settings.Get(Port), deadline));
    }

    public Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline) =>
        Task.FromResult<IDeviceConnection?>(left.Version == 1 && !Is("forgets") ? Begin(attempt, left.Streams[0]) : null);

    private static LanternConnection Begin(IConnectionContext attempt, IStreamTransport stream)
    {
        attempt.Entities.Set("build", Mode[6..].TrimEnd());
        return new LanternConnection(attempt, stream, attempt.Settings.Get(HandOver), asks: !Is("asks nothing"));
    }

    private static bool Is(string mode) => Mode.Contains(mode, StringComparison.Ordinal);
}
