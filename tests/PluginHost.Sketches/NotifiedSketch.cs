using System.Text;

namespace PluginHost.Sketches;

/// <summary>A door station that tells by itself: one reader takes notices and answers alike.</summary>
[DeviceDriver("sketch-notified", Version = "1.0.0")]
public sealed class NotifiedSketch : IDeviceDriver
{
    private static readonly Setting<string> Host = Setting.Required("host");
    private static readonly Setting<int> Port = Setting.Integer("port", 4001, 1, 65535);
    private static readonly Setting<string> Pin = Setting.Secret("pin");

    public IReadOnlyList<Setting> Settings => [Host, Port, Pin];

    public DriverPlan Plan(ISettings settings) => new()
    {
        Entities = [Entity.BinarySensor("door"), Entity.Event("bell"), Entity.Switch("light")],
        LongestSilence = TimeSpan.FromSeconds(90),
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var settings = attempt.Settings;
        var stream = await attempt.Transports.ConnectAsync(settings.Get(Host), settings.Get(Port), deadline);
        using var answer = Connection.Budget.Start(deadline);
        await stream.Output.WriteAsync(Encoding.ASCII.GetBytes($"LOGIN {settings.Get(Pin)}\n"), deadline.Token);
        return await stream.Input.ReadLineAsync(answer) switch
        {
            "WELCOME" => new Connection(attempt, stream),
            "DENIED" => throw ConnectionEndedException.CredentialsRefused("The door station refused the PIN."),
            var other => throw ConnectionEndedException.ProtocolBroken($"Expected WELCOME, got '{other}'."),
        };
    }

    private sealed class Connection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
    {
        public static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        private TaskCompletionSource<string>? _answer;

        public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("keep-alive", TimeSpan.FromSeconds(30), d => AskAsync("PING", d))];

        public async Task ListenAsync(CancellationToken stop)
        {
            while (await stream.Input.ReadLineAsync(stop) is { } line)
            {
                switch (line.Split(' '))
                {
                    case ["DOOR", var state]: attempt.Entities.Set("door", state == "open"); break;
                    case ["RING"]: attempt.Entities.Report(new DeviceEvent("bell", """{"action":"ring"}""")); break;
                    default: _answer?.TrySetResult(line); break;
                }
            }
        }

        public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
        {
            var on = commands[0].Value.Boolean;
            if (await AskAsync($"LIGHT {(on ? "on" : "off")}", deadline) == "OK")
            {
                attempt.Entities.Set("light", on);
            }
            else
            {
                commands[0].Refuse("The door station did not switch the light.");
            }
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private async Task<string> AskAsync(string request, Deadline deadline)
        {
            var answer = _answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var wait = Budget.Start(deadline);
            await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
            return await wait.WaitAsync(answer.Task);
        }
    }
}
