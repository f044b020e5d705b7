namespace PluginHost.Sketches;

/// <summary>A camera whose events are one HTTP answer that never ends; a new stream is attached before the old one is let go.</summary>
[DeviceDriver("sketch-endless", Version = "1.0.0")]
public sealed class EndlessSketch : IDeviceDriver
{
    private static readonly Setting<string> Host = Setting.Required("host");
    private static readonly Setting<int> Port = Setting.Integer("port", 80, 1, 65535);

    public IReadOnlyList<Setting> Settings => [Host, Port];

    public DriverPlan Plan(ISettings settings) => new()
    {
        Entities = [Entity.Event("motion"), Entity.Button("siren")],
        Exclusive = false,
        LongestSilence = TimeSpan.FromSeconds(15),
        HandOver = HandOverKind.Overlap,
        Renewal = TimeSpan.FromHours(24),
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var camera = new Uri($"http://{attempt.Settings.Get(Host)}:{attempt.Settings.Get(Port)}/");
        var requests = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = camera });
        var streams = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = camera, Endless = true });
        var events = await streams.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        return events.IsSuccessStatusCode
            ? new Connection(attempt, requests, events)
            : throw ConnectionEndedException.Unsupported($"The camera offers no event stream (HTTP {(int)events.StatusCode}).");
    }

    private sealed class Connection(IConnectionContext attempt, HttpClient requests, HttpResponseMessage events) : IDeviceConnection
    {
        public async Task ListenAsync(CancellationToken stop)
        {
            using var lines = new StreamReader(await events.Content.ReadAsStreamAsync(stop));
            while (await lines.ReadLineAsync(stop) is { } line)
            {
                if (line != "heartbeat")
                {
                    attempt.Entities.Report(new DeviceEvent("motion", line));
                }
            }

            throw ConnectionEndedException.Lost("The camera ended the event stream.");
        }

        public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
        {
            using var answer = await requests.PostAsync("siren", null, deadline.Token);
            if (!answer.IsSuccessStatusCode)
            {
                commands[0].Fail($"The camera answered HTTP {(int)answer.StatusCode}.");
            }
        }

        public ValueTask DisposeAsync()
        {
            events.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
