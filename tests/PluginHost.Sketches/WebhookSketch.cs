using System.Text;

namespace PluginHost.Sketches;

/// <summary>A weather station that posts to us: the connection is a registration, kept alive by renewing it.</summary>
[DeviceDriver("sketch-webhook", Version = "1.0.0")]
public sealed class WebhookSketch : IDeviceDriver
{
    private static readonly Setting<string> Host = Setting.Required("host");
    private static readonly Setting<int> Port = Setting.Integer("port", 80, 1, 65535);

    public IReadOnlyList<Setting> Settings => [Host, Port];

    public DriverPlan Plan(ISettings settings) => new()
    {
        Entities = [Entity.Sensor("wind") with { Unit = "m/s" }],
        LongestSilence = TimeSpan.FromMinutes(10),
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        var station = new Uri($"http://{attempt.Settings.Get(Host)}:{attempt.Settings.Get(Port)}/");
        var requests = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = station });
        var posts = attempt.Transports.Listen(new ListenerOptions { StreamLimit = TimeSpan.FromSeconds(5) });
        var connection = new Connection(attempt, requests, posts);
        await connection.SubscribeAsync(deadline);
        return connection;
    }

    private sealed class Connection(IConnectionContext attempt, HttpClient requests, IStreamListener posts) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("subscription", TimeSpan.FromMinutes(5), SubscribeAsync)];

        public async Task SubscribeAsync(Deadline deadline)
        {
            using var answer = await requests.PutAsync($"subscriptions/{posts.LocalEndPoint.Port}", null, deadline.Token);
            answer.EnsureSuccessStatusCode();
        }

        public Task ListenAsync(CancellationToken stop) => posts.ServeAsync(TakePostAsync, stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

        public async Task CloseAsync(Deadline deadline)
        {
            using var answer = await requests.DeleteAsync($"subscriptions/{posts.LocalEndPoint.Port}", deadline.Token);
        }

        public ValueTask DisposeAsync() => posts.DisposeAsync();

        private async Task TakePostAsync(IStreamTransport stream, CancellationToken stop)
        {
            var wind = 0d;
            while (await stream.Input.ReadLineAsync(stop) is { Length: > 0 } header)
            {
                if (header.StartsWith("X-Wind:", StringComparison.OrdinalIgnoreCase))
                {
                    wind = double.Parse(header.AsSpan(7), provider: null);
                }
            }

            attempt.Entities.Set("wind", wind);
            await stream.Output.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), stop);
        }
    }
}
