namespace PluginHost.Reload.Benchmark;

/// <summary>The lantern's driver as a script.</summary>
internal static class LanternScript
{
    public const string Text = """
        using System.Text;
        using PluginHost;

        // A driver of an ordinary size: two entities, a rhythm, commands, and a connection that is handed over.
        [DeviceDriver("lantern", Version = "1.0.$number")]
        public sealed class LanternDriver : IDeviceDriver, IResumingDriver
        {
            private static readonly Setting<string> Host = Setting.Required("host", "Where the lantern is.");
            private static readonly Setting<int> Port = Setting.Integer("port", 4000, 1, 65535);
            private static readonly Setting<HandOverKind> HandOver = Setting.Choice("hand-over", HandOverKind.Reconnect);

            public IReadOnlyList<Setting> Settings => [Host, Port, HandOver];

            public DriverPlan Plan(ISettings settings) => new()
            {
                Entities = [Entity.Sensor("build"), Entity.Switch("light")],
                HandOver = settings.Get(HandOver),
            };

            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
            {
                var settings = attempt.Settings;
                var stream = await attempt.Transports.ConnectAsync(settings.Get(Host), settings.Get(Port), deadline);
                return Begin(attempt, stream);
            }

            public Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline) =>
                Task.FromResult<IDeviceConnection?>(left.Version == 1 ? Begin(attempt, left.Streams[0]) : null);

            private static LanternConnection Begin(IConnectionContext attempt, IStreamTransport stream)
            {
                attempt.Entities.Set("build", "$number");
                return new LanternConnection(attempt, stream);
            }
        }

        internal sealed class LanternConnection(IConnectionContext attempt, IStreamTransport stream) : IResumableConnection
        {
            private static readonly ReadBudget Budget = new(
                First: TimeSpan.FromSeconds(5), Next: TimeSpan.FromSeconds(1), Overall: TimeSpan.FromSeconds(10));

            private bool _isGivenUp;

            public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromMilliseconds(50), ReadStateAsync)];

            public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
            {
                foreach (var command in commands)
                {
                    var answer = await AskAsync($"LIGHT {command.Value}", deadline);
                    if (answer == "busy")
                    {
                        command.Busy("The lantern is being filled.");
                        continue;
                    }

                    attempt.Entities.Set("light", command.Value);
                }
            }

            public Task<HandOverState> SuspendAsync(Deadline deadline)
            {
                _isGivenUp = true;
                return Task.FromResult(new HandOverState(1, default, [stream]));
            }

            public ValueTask DisposeAsync() => _isGivenUp ? ValueTask.CompletedTask : stream.DisposeAsync();

            private async Task ReadStateAsync(Deadline deadline)
            {
                var answer = await AskAsync("LIGHT?", deadline);
                attempt.Entities.Set("light", answer switch
                {
                    "true" => true,
                    "false" => false,
                    _ => throw ConnectionEndedException.ProtocolBroken($"The lantern answered '{answer}'."),
                });
            }

            private async Task<string> AskAsync(string request, Deadline deadline)
            {
                using var wait = Budget.Start(deadline);
                await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
                return await stream.Input.ReadLineAsync(wait);
            }
        }

        """;
}
