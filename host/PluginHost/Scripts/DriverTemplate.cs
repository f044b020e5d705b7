namespace PluginHost.Server.Scripts;

/// <summary>A new driver: works at once, against the virtual device that it brings along.</summary>
internal static class DriverTemplate
{
    private const string Text = """
        using System.Text;
        using PluginHost;

        [DeviceDriver("$id", Name = "$Name", Version = "0.1.0")]
        public sealed class $NameDriver : IDeviceDriver
        {
            private static readonly Setting<string> Host = Setting.Required("host", "Name or address of the device.");
            private static readonly Setting<int> Port = Setting.Integer("port", 4000, 1, 65535);

            public IReadOnlyList<Setting> Settings => [Host, Port];

            public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Switch("power")] };

            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
                new $NameConnection(attempt, await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), attempt.Settings.Get(Port), deadline));
        }

        internal sealed class $NameConnection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
        {
            private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

            public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromSeconds(2), deadline => AskAsync("POWER?", deadline))];

            public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => AskAsync($"POWER {(commands[0].Value.Boolean ? "on" : "off")}", deadline);

            public ValueTask DisposeAsync() => stream.DisposeAsync();

            private async Task AskAsync(string request, Deadline deadline)
            {
                using var wait = Budget.Start(deadline);
                await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
                var answer = await stream.Input.ReadLineAsync(wait);
                attempt.Entities.Set("power", answer is "on" or "off" ? answer == "on" : throw ConnectionEndedException.ProtocolBroken($"Answered '{answer}'."));
            }
        }

        // What 'pluginhost simulate $id' runs: a device that answers 'on' or 'off' to 'POWER?', 'POWER on' and 'POWER off'.
        [VirtualDevice("$id")]
        public sealed class Virtual$Name : IVirtualDevice
        {
            private string _power = "off";

            public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
            {
                await using var listener = context.Listen();
                context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });
                await listener.ServeAsync(AnswerAsync, stop);
            }

            private async Task AnswerAsync(IStreamTransport stream, CancellationToken stop)
            {
                while (await stream.Input.ReadLineAsync(stop) is { } line)
                {
                    _power = line is "POWER on" or "POWER off" ? line[6..] : _power;
                    await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(_power + "\n"), stop);
                }
            }
        }

        """;

    /// <param name="name">Letters, digits and '-', a letter first.</param>
    public static string For(string name) => Text
        .Replace("$id", name.ToLowerInvariant(), StringComparison.Ordinal)
        .Replace("$Name", string.Concat(name.Split('-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..])), StringComparison.Ordinal);
}
