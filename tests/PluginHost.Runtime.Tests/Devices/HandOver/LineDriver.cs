using System.Text;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>Drives a <see cref="LinePeer"/>, and does in the calls of a hand-over what its test says.</summary>
internal sealed class LineDriver(LinePeer peer, HandOverKind kind) : IDeviceDriver, IResumingDriver
{
    public static readonly Setting<string> Pin = Setting.Secret("pin");

    public static readonly Setting<IReadOnlyList<SettingEntry>> Doors = Setting.Map("doors", "", Setting.Secret("code"));

    private static readonly Setting<string> Note = Setting.Text("note");

    public IReadOnlyList<Setting> Settings => [Pin, Doors, Note];

    public DriverPlan Policy { get; init; } = new() { Exclusive = false };

    /// <summary>What it says when it opens, resumes and leaves.</summary>
    public string Name { get; init; } = "old";

    public Func<Deadline, Task> Opening { get; set; } = _ => Task.CompletedTask;

    public Func<Deadline, Task> Executing { get; set; } = _ => Task.CompletedTask;

    public Func<HandOverState, Deadline, Task<HandOverState?>> Suspending { get; set; } = (left, _) => Task.FromResult<HandOverState?>(left);

    public Func<IConnectionContext, HandOverState, Deadline, Task<IDeviceConnection?>>? Resuming { get; set; }

    public Func<Task> Disposing { get; set; } = () => Task.CompletedTask;

    public int Opened { get; private set; }

    public IConnectionContext? Last { get; private set; }

    public IStreamTransport? Stream { get; private set; }

    public StreamOptions? Options { get; init; }

    public int Port { get; init; } = peer.Port;

    public DriverPlan Plan(ISettings settings) => Policy with
    {
        HandOver = kind,
        Entities = [Entity.Sensor("level"), Entity.Event("bell"), Entity.Switch("light")],
    };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        Opened++;
        Last = attempt;
        await Opening(deadline);
        var stream = await attempt.Transports.ConnectAsync("127.0.0.1", Port, deadline, Options);
        await stream.Input.ReadLineAsync(deadline.Token);
        await SayAsync(stream, $"hello {Name}", deadline);
        return new LineConnection(this, attempt, stream);
    }

    public async Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline)
    {
        Last = attempt;
        return Resuming is { } own ? await own(attempt, left, deadline) : await GoOnAsync(attempt, left, deadline);
    }

    public async Task<IDeviceConnection> GoOnAsync(IConnectionContext attempt, HandOverState left, Deadline deadline)
    {
        await SayAsync(left.Streams[0], $"resume {Name} {Encoding.ASCII.GetString(left.State.Span)}", deadline);
        return new LineConnection(this, attempt, left.Streams[0]);
    }

    private static async Task SayAsync(IStreamTransport stream, string line, Deadline deadline) =>
        await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"), deadline.Token);

    private sealed class LineConnection : IResumableConnection
    {
        private readonly LineDriver _driver;
        private readonly IConnectionContext _attempt;
        private readonly IStreamTransport _stream;

        public LineConnection(LineDriver driver, IConnectionContext attempt, IStreamTransport stream)
        {
            (_driver, _attempt, _stream) = (driver, attempt, stream);
            driver.Stream = stream;
        }

        public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromSeconds(10), _ => Task.FromResult(RhythmTurn.Done))];

        public async Task ListenAsync(CancellationToken stop)
        {
            while (await _stream.Input.ReadLineAsync(stop) is { } line)
            {
                switch (line.Split(' '))
                {
                    case ["level", var level]: _attempt.Entities.Set("level", level); break;
                    case ["ring", var number]: _attempt.Entities.Report(new DeviceEvent("bell", number)); break;
                    default: throw ConnectionEndedException.ProtocolBroken($"'{line}' is no line.");
                }
            }
        }

        public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
        {
            await _driver.Executing(deadline);
            await SayAsync(_stream, $"light by {_driver.Name}", deadline);
        }

        public async Task CloseAsync(Deadline deadline) => await SayAsync(_stream, $"goodbye {_driver.Name}", deadline);

        public async Task<HandOverState> SuspendAsync(Deadline deadline) =>
            (await _driver.Suspending(new HandOverState(1, Encoding.ASCII.GetBytes($"from {_driver.Name}"), [_stream]), deadline))!;

        public async ValueTask DisposeAsync()
        {
            await _driver.Disposing();
            await _stream.DisposeAsync();
        }
    }
}
