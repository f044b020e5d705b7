using PluginHost.Barco;
using PluginHost.Incident.OldClient;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Incident.Experiment;

/// <summary>
/// Four clients at once, each with a projector of its own that misbehaves at the same moments: the old one by itself, the
/// real driver in the host, and the old one as a driver, on transports lent by the host and on its own sockets.
/// </summary>
internal sealed class SideBySide : IAsyncDisposable
{
    private const int Samples = 240;

    /// <summary>Code that runs for the first time is slow: at full speed it would look as if it held its thread.</summary>
    private const double StartSpeed = 10;

    private readonly ExperimentOptions _options;
    private readonly HurriedTime _time;
    private readonly FlakyProjector[] _projectors;
    private readonly OwnSockets _oldSockets;
    private readonly OwnSockets _roundTheHost;
    private readonly PollRecord _old;
    private readonly PollRecord _driver;
    private readonly PollRecord _lent;
    private readonly OldCoordinator _coordinator;
    private readonly DriverBench _driverBench;
    private readonly DriverBench _lentBench;
    private readonly DriverBench _ownBench;

    private SideBySide(ExperimentOptions options, FlakyProjector[] projectors)
    {
        (_options, _projectors, _time) = (options, projectors, new HurriedTime(StartSpeed));
        (_old, _driver, _lent) = (new PollRecord(_time), new PollRecord(_time), new PollRecord(_time));
        (_oldSockets, _roundTheHost) = (new OwnSockets("127.0.0.1", projectors[0].Port), new OwnSockets("127.0.0.1", projectors[3].Port));
        _coordinator = new OldCoordinator(new OldProjectorClient(_oldSockets.OpenAsync, projectors[0].Settings["pin"], _time), _old);
        _driverBench = new DriverBench(new WatchedDriver(new BarcoDriver(), _driver), projectors[1].Settings, _time);
        _lentBench = new DriverBench(new OldDriver(null, _lent), projectors[2].Settings, _time);
        _ownBench = new DriverBench(new OldDriver(_roundTheHost, new PollRecord(_time)), projectors[3].Settings, _time);
    }

    public static async Task<ExperimentResult> RunAsync(ExperimentOptions options)
    {
        var projectors = new FlakyProjector[4];
        for (var i = 0; i < projectors.Length; i++)
        {
            projectors[i] = await FlakyProjector.StartAsync();
        }

        await using var experiment = new SideBySide(options, projectors);
        return await experiment.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _oldSockets.Dispose();
        _roundTheHost.Dispose();
        await _driverBench.DisposeAsync();
        await _lentBench.DisposeAsync();
        await _ownBench.DisposeAsync();
        foreach (var projector in _projectors)
        {
            await projector.DisposeAsync();
        }
    }

    private async Task<ExperimentResult> RunAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        _ownBench.Start();
        await _ownBench.WaitForAsync(DeviceStatus.Failed);
        foreach (var bench in new[] { _driverBench, _lentBench })
        {
            bench.Start();
            await bench.WaitForAsync(DeviceStatus.Online);
        }

        _time.GoAt(_options.Speed);
        var samples = await PollAsync();
        await _driverBench.StopAsync();
        await _lentBench.StopAsync();
        return new ExperimentResult(
            samples,
            ClientFigures.Of("the old client", _old, samples.Max(one => one.Old), _projectors[0].ClientDescriptors),
            ClientFigures.Of("the driver", _driver, samples.Max(one => one.Driver), await _projectors[1].CountLeftAsync()),
            ClientFigures.Of("the old client on lent transports", _lent, samples.Max(one => one.Lent), await _projectors[2].CountLeftAsync()),
            _lentBench.Device,
            _ownBench.Device,
            _ownBench.Logs.Entries.First(entry => entry.Message.Contains("round the host", StringComparison.Ordinal)).Message,
            TimeProvider.System.GetElapsedTime(started));
    }

    private async Task<IReadOnlyList<DescriptorSample>> PollAsync()
    {
        var plan = new FaultPlan(_options.Polls, _options.Seed, _time);
        var samples = new List<DescriptorSample>();
        var every = Math.Max(1, _options.Polls / Samples);
        var began = _time.GetTimestamp();
        var polling = Task.CompletedTask;
        for (var poll = 0; poll < _options.Polls; poll++)
        {
            if ((poll * FaultPlan.PollInterval) - _time.GetElapsedTime(began) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _time);
            }

            foreach (var projector in _projectors)
            {
                plan.Apply(poll, projector.Faults);
            }

            if (polling.IsCompleted)
            {
                await polling;
                polling = _coordinator.PollAsync();
            }

            if (poll % every == 0)
            {
                samples.Add(Sample(poll * FaultPlan.PollInterval));
            }
        }

        await polling;
        samples.Add(Sample(_options.Polls * FaultPlan.PollInterval));
        return samples;
    }

    private DescriptorSample Sample(TimeSpan at)
    {
        var sockets = SocketCounter.Snapshot(Environment.ProcessId);
        return new DescriptorSample(at, Count(0), Count(1), Count(2));

        int Count(int client) => sockets.ClientSide(_projectors[client].Port).Sockets.Count;
    }
}
