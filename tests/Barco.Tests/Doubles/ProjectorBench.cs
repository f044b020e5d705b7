using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using PluginHost.Barco.Virtual;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>
/// The real driver under the real supervisor, and a virtual projector, over loopback and, unless asked otherwise, on one
/// clock that hurries. Both ends are counted.
/// </summary>
internal sealed partial class ProjectorBench : IAsyncDisposable
{
    private static readonly TimeSpan Hasty = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestJump = TimeSpan.FromMinutes(1);

    /// <summary>Looks at which nothing has moved before the clock goes on after traffic or a timer.</summary>
    private const int StillLooks = 2;

    /// <summary>After so many it goes on all the same, for a stream may be without end.</summary>
    private const int MostStandingLooks = 10;

    /// <summary>
    /// Steps without any traffic after which the clock may hurry: with those of a tenth of a second, as long as the host
    /// gives a driver to read the last words of a projector that has closed.
    /// </summary>
    private const int QuietSteps = 5;

    /// <summary>The same where no limit is tested.</summary>
    private const int HastyQuietSteps = 3;

    /// <summary>Further ones, by a clock that stands, before it jumps.</summary>
    private const int StandingSteps = 6;

    private static int _lastWakePort = 20_000 + (Environment.ProcessId % 10_000);

    private readonly ProjectorOptions _options;
    private readonly VirtualDeviceRun _run;
    private ClockPump? _pump;
    private long _seen;
    private int _quiet;
    private int _still;
    private int _stood;
    private TaskCompletionSource? _rest;
    private int _sending;
    private bool _isEnding;
    private int _visitors;

    private ProjectorBench(
        ProjectorOptions options, BarcoVirtualDevice projector, VirtualDeviceRun run, FakeTimeProvider? time, DriverBench host, FaultProxy? proxy, Impostor? impostor, int port)
    {
        (_options, Projector, _run, Host, Proxy, Impostor, Port) = (options, projector, run, host, proxy, impostor, port);
        Time = time ?? TimeProvider.System;
        _pump = time is null ? null : new ClockPump(time, () => NextStep(time));
    }

    public BarcoVirtualDevice Projector { get; }

    public BarcoCounters Counters => Projector.Counters;

    public DriverBench Host { get; }

    public FaultProxy? Proxy { get; }

    public Impostor? Impostor { get; }

    public TimeProvider Time { get; }

    /// <summary>The projector's.</summary>
    public int Port { get; }

    public static async Task<ProjectorBench> StartAsync(ProjectorOptions? options = null)
    {
        options ??= new ProjectorOptions();
        var time = options.IsRealTime ? null : new FakeTimeProvider();
        var projector = new BarcoVirtualDevice();
        var wakePort = Interlocked.Increment(ref _lastWakePort);
        var knobs = new Dictionary<string, string> { ["latency"] = "0ms", ["transition-latency"] = "0s", ["wake-port"] = $"{wakePort}" };
        var (run, found) = await DriverBench.SimulateAsync(projector, Merge(knobs, options.Knobs), time, options.Faults);
        var port = int.Parse(found["port"], System.Globalization.CultureInfo.InvariantCulture);
        var proxy = options.HasProxy ? FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, port)) : null;
        var impostor = options.HasImpostor ? Impostor.Start(port) : null;
        var settings = Merge(new(found), options.Settings);
        settings["port"] = $"{proxy?.Port ?? impostor?.Port ?? port}";
        var driver = options.Wrap?.Invoke(new BarcoDriver()) ?? new BarcoDriver();
        var host = new DriverBench(driver, settings, time, options.Change, new IPEndPoint(IPAddress.Loopback, wakePort));
        var bench = new ProjectorBench(options, projector, run, time, host, proxy, impostor, port);
        host.Start();
        return bench;
    }

    public static Task<ProjectorBench> StartAsync(string state, Dictionary<string, string>? knobs = null, params IReadOnlyList<string> faults) =>
        StartAsync(new ProjectorOptions { Knobs = Merge(knobs ?? [], new() { ["state"] = state }), Faults = faults });

    /// <summary>Lets somebody else come to the projector.</summary>
    public Task<Visitor> VisitAsync()
    {
        _visitors++;
        return Visitor.ComeAsync(Port);
    }

    public void Ask(string fault) => _run.Faults.Set(FaultRequest.Parse(fault));

    public void Heal(string fault) => _run.Faults.Clear(fault);

    public int Requests(string method) => Counters.Requests.GetValueOrDefault(method);

    public async Task<CommandAnswer> SendAsync(string entity, EntityValue value, bool isWaitedFor = true)
    {
        Interlocked.Increment(ref _sending);
        try
        {
            return await Host.SendAsync(entity, value, isWaitedFor);
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    /// <summary>Waits until it is online and every rhythm of the connection has had its first turn.</summary>
    public async Task ReadyAsync()
    {
        await Host.WaitForAsync(DeviceStatus.Online);
        await UntilAsync(
            () => Host.Device.Rhythms is { Count: > 0 } rhythms && rhythms.All(rhythm => rhythm.LastRun is not null && rhythm.State == "ok"),
            "every rhythm has had a turn");
    }

    public Task UntilAsync(Func<bool> condition, string description, int seconds = 60) => Eventually.TrueAsync(
        condition, description, TimeSpan.FromSeconds(seconds),
        () => $"{Host.Device.Status} {Host.Device.LastError} {Host.Device.Connections}, projector: {Counters.Accepted} accepted, {Counters.Open} open, "
            + string.Join('\n', Host.Logs.Entries.TakeLast(15)));

    /// <summary>Waits until the bench's clock has gone on.</summary>
    public Task PassAsync(TimeSpan span)
    {
        var started = Time.GetTimestamp();
        return UntilAsync(() => Time.GetElapsedTime(started) >= span, $"{span} pass");
    }

    /// <summary>Waits until nothing but the clock would set anything off, and lets it stand from then on while nothing is under way.</summary>
    public Task RestAsync()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _rest, rest);
        return rest.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Lets the clock go on after <see cref="RestAsync"/>.</summary>
    public void GoOn() => Volatile.Write(ref _rest, null);

    public Task OpenedAsync(int count) => UntilAsync(() => Host.Device.Connections.Opened >= count, $"{count} connections were opened", 180);

    /// <summary>The lifetimes of the host's connections that have ended, in order.</summary>
    public IReadOnlyList<(double Seconds, string Reason)> Closed =>
        [.. LedgerLines("Closed").Select(entry => ((double)entry.Values["Age"]!, (string)entry.Values["Reason"]!))];

    /// <summary>The most connections that the host had open at one moment.</summary>
    public int PeakOpen
    {
        get
        {
            var (open, peak) = (0, 0);
            foreach (var entry in Host.Logs.Entries.Where(entry => IsLedgerLine().IsMatch(entry.Message)))
            {
                open += entry.Message.StartsWith("Opened", StringComparison.Ordinal) ? 1 : -1;
                peak = Math.Max(peak, open);
            }

            return peak;
        }
    }

    /// <summary>Log lines that somebody would be bothered with, from a moment on; that a connection opens and closes is none.</summary>
    public IReadOnlyList<LogEntry> LinesAboveDebug(int from = 0) =>
        [.. Host.Logs.Entries.Skip(from).Where(entry => entry.Level > LogLevel.Debug && !IsLedgerLine().IsMatch(entry.Message))];

    /// <summary>Switches the device off and asserts that both ends agree: one connection at a time, all of them closed.</summary>
    public async Task AssertNothingLeftAsync()
    {
        // A hurrying clock would pass the limits of a goodbye that needs real time.
        Volatile.Write(ref _isEnding, true);
        await Host.StopAsync();
        await UntilAsync(() => Counters.Open == 0, "the projector has no client left");
        var connections = Host.Device.Connections;
        Assert.Equal(0, connections.Open);
        Assert.Equal(connections.Opened, connections.Closed);
        Assert.Equal(0, connections.Leaked);
        Assert.InRange(PeakOpen, 0, 1);
        var sockets = SocketCounter.Snapshot(Environment.ProcessId).ClientSide(Proxy?.Port ?? Impostor?.Port ?? Port);
        Assert.Equal(0, sockets.CloseWait);
        Assert.Equal(0, sockets.Established);
        // A reset may arrive, or the device be switched off, before the host has entered the connection it was making.
        var strangled = Host.Logs.Entries.Count(entry => IsStrangled().IsMatch(entry.Message));
        var entered = connections.Opened + strangled + _visitors;
        var most = entered + (_options.IsPerPoll || Host.Device.Transitions[^1].From == DeviceStatus.Connecting ? 1 : 0);
        await UntilAsync(
            () => (Proxy?.Totals.Accepted ?? Impostor?.Accepted ?? Counters.Accepted) is var accepted && accepted >= entered && accepted <= most,
            "both ends have counted the same connections");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        if (Impostor is not null)
        {
            await Impostor.DisposeAsync();
        }

        await _run.DisposeAsync();
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
            _pump = null;
        }

        await _run.Completion;
    }

    private IEnumerable<LogEntry> LedgerLines(string which) => Host.Logs.Entries.Where(entry =>
        IsLedgerLine().IsMatch(entry.Message) && entry.Message.StartsWith(which, StringComparison.Ordinal));

    private (TimeSpan Length, bool Breathes) NextStep(FakeTimeProvider time)
    {
        var device = Host.Device;
        var isOnline = device.Status is DeviceStatus.Online or DeviceStatus.Busy;
        var isAwaiting = device.Status == DeviceStatus.Connecting
            || Volatile.Read(ref _sending) > 0
            || (isOnline && (_options.IsPerPoll ? device.Connections.Open > 0 : device.Rhythms.Any(rhythm => rhythm.State is "running" or "failed")));
        var seen = Counters.BytesReceived + Counters.BytesSent + device.Connections.Opened + device.Connections.Closed + (long)device.Status;
        var hasMoved = seen != _seen;
        _seen = seen;
        _still = hasMoved ? 0 : _still + 1;
        _quiet = isAwaiting || hasMoved ? 0 : _quiet;
        var until = time.NextDue - time.GetUtcNow() ?? LongestJump;
        if (Volatile.Read(ref _isEnding) || (_options.IsHasty ? _quiet < HastyQuietSteps : _quiet < QuietSteps))
        {
            return StepWhileAwaiting(until);
        }

        if (isOnline && !_options.IsPerPoll)
        {
            // No further than any limit, for a turn may begin, and its limits with it, within the step.
            return _options.IsHasty ? (Hasty, false) : (_options.Step, true);
        }

        if (_quiet++ < QuietSteps + StandingSteps)
        {
            // An attempt that the last step set off may not show yet, and a jump must not go to its deadline.
            return (TimeSpan.Zero, true);
        }

        if (Volatile.Read(ref _rest) is { } rest)
        {
            rest.TrySetResult();
            return (TimeSpan.Zero, true);
        }

        // To the next timer and no further: what it starts needs its time again.
        _quiet = 0;
        return (until < _options.Step ? _options.Step : until > LongestJump ? LongestJump : until, true);
    }

    /// <summary>The clock stands while sockets work, and passes no timer without leaving time for what that sets off.</summary>
    private (TimeSpan Length, bool Breathes) StepWhileAwaiting(TimeSpan until)
    {
        // Work that waits for a thread may be what the exchange waits for.
        var isStill = (_options.IsHasty && !Volatile.Read(ref _isEnding)) || (_still >= StillLooks && ThreadPool.PendingWorkItemCount == 0);
        if (!isStill && _stood < MostStandingLooks)
        {
            _stood++;
            return (TimeSpan.Zero, true);
        }

        _stood = 0;
        _quiet++;
        if (until > _options.Step)
        {
            return (_options.Step, true);
        }

        _still = 0;
        return (until > TimeSpan.Zero ? until : TimeSpan.Zero, true);
    }

    private static Dictionary<string, string> Merge(Dictionary<string, string> first, Dictionary<string, string> second)
    {
        var all = new Dictionary<string, string>(first);
        foreach (var (name, value) in second)
        {
            all[name] = value;
        }

        return all;
    }

    [GeneratedRegex("^(Opened|Closed) tcp ")]
    private static partial Regex IsLedgerLine();

    [GeneratedRegex("^Open ended .* Connecting to (?!.*refused)")]
    private static partial Regex IsStrangled();
}
