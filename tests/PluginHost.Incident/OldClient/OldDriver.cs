using System.Globalization;
using PluginHost.Incident.Experiment;

namespace PluginHost.Incident.OldClient;

/// <summary>The old client as a driver: the host polls, and the client does the rest as it always did.</summary>
/// <param name="sockets">Its own sockets; <see langword="null"/> for transports lent by the host.</param>
/// <param name="record">The polls.</param>
internal sealed class OldDriver(OwnSockets? sockets, PollRecord record) : IDeviceDriver
{
    private static readonly Setting<string> Host = Setting.Required("host", "Its address.");
    private static readonly Setting<int> Port = Setting.Integer("port", 9090, 1, 65535);
    private static readonly Setting<string> Pin = Setting.Secret("pin");

    public IReadOnlyList<Setting> Settings => [Host, Port, Pin];

    public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Sensor("brightness")], CredentialTries = 3 };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var client = new OldProjectorClient(
            sockets is null ? () => LendAsync(attempt) : sockets.OpenAsync, attempt.Settings.Get(Pin), attempt.Time);
        var connection = new Connection(attempt, client, record);
        await connection.PollAsync();
        return connection;
    }

    private static async Task<OldLine> LendAsync(IConnectionContext attempt)
    {
        using var deadline = attempt.Deadlines.Start(TimeSpan.FromSeconds(10));
        var stream = await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), attempt.Settings.Get(Port), deadline);
        return new OldLine(stream.Input.AsStream(leaveOpen: true), stream.Output.AsStream(leaveOpen: true));
    }

    private sealed class Connection(IConnectionContext attempt, OldProjectorClient client, PollRecord record) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("brightness", FaultPlan.PollInterval, _ => PollAsync()) with { Limit = TimeSpan.FromMinutes(1) }];

        public async Task PollAsync()
        {
            using var poll = record.Begin();
            try
            {
                attempt.Entities.Set("brightness", double.Parse(await client.GetAsync(OldCoordinator.Property), CultureInfo.InvariantCulture));
                poll.Succeed();
            }
            catch (Exception error) when (error is IOException or InvalidDataException or TimeoutException or ProjectorException)
            {
                throw ConnectionEndedException.Lost(error.Message, error);
            }
        }

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

        /// <summary>The seventh mistake, which a driver could still make.</summary>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
