using System.Text;

namespace PluginHost.Sketches;

/// <summary>A relay cabinet that only answers: polled three times a second, commands of one module go out as one write.</summary>
[DeviceDriver("sketch-polled", Version = "1.0.0")]
public sealed class PolledSketch : IDeviceDriver
{
    private static readonly Setting<string> Host = Setting.Required("host");
    private static readonly Setting<int> Port = Setting.Integer("port", 4002, 1, 65535);
    private static readonly Setting<SettingNode> Relays = Setting.Tree("relays", "Entity id: module and number, such as '1.4'.");

    public IReadOnlyList<Setting> Settings => [Host, Port, Relays];

    public DriverPlan Plan(ISettings settings) => new()
    {
        Entities = [.. settings.Get(Relays).Entries.Select(relay =>
            Entity.Switch(relay.Key.Text) with { BatchKey = Address(relay.Value).Module, Name = relay.Key.Text })],
        CommandGap = TimeSpan.FromMilliseconds(200),
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => new Connection(
        attempt,
        await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), attempt.Settings.Get(Port), deadline));

    private static (string Module, int Number) Address(SettingNode node) =>
        node.Text.Split('.') is [var module, var number] && int.TryParse(number, out var relay) && relay is >= 0 and < 8
            ? (module, relay)
            : throw new SettingException(node, "expected MODULE.NUMBER with a number from 0 to 7, such as 1.4");

    private sealed class Connection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
    {
        private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        private readonly Dictionary<string, (string Module, int Number)> _relays = attempt.Settings.Get(Relays).Entries
            .ToDictionary(relay => relay.Key.Text, relay => Address(relay.Value));

        public IReadOnlyList<Rhythm> Rhythms => [.. _relays.Values.Select(r => r.Module).Distinct()
            .Select(module => Rhythm.Every($"module {module}", TimeSpan.FromMilliseconds(350), d => PollAsync(module, d)))];

        public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
        {
            var writes = commands.Select(c => $"{_relays[c.Entity.Id].Number}={(c.Value.Boolean ? 1 : 0)}");
            if (await AskAsync($"SET {commands.Key} {string.Join(' ', writes)}", deadline) != "OK")
            {
                throw ConnectionEndedException.ProtocolBroken("The cabinet did not acknowledge a write.");
            }

            foreach (var command in commands)
            {
                attempt.Entities.Set(command.Entity.Id, command.Value);
            }
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private async Task PollAsync(string module, Deadline deadline)
        {
            var states = await AskAsync($"GET {module}", deadline);
            foreach (var (id, relay) in _relays.Where(r => r.Value.Module == module))
            {
                attempt.Entities.Set(id, states[relay.Number] == '1');
            }
        }

        private async Task<string> AskAsync(string request, Deadline deadline)
        {
            using var answer = Budget.Start(deadline);
            await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
            return await stream.Input.ReadLineAsync(answer);
        }
    }
}
