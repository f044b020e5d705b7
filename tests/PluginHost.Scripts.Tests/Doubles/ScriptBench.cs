using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>A script's driver under the real supervisor, and a fake of its device, over loopback.</summary>
internal sealed class ScriptBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Half of what the host gives a cleanup.</summary>
    private static readonly TimeSpan LargeStep = TimeSpan.FromMilliseconds(200);

    /// <summary>What moves without end must not stop the clock.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(25);

    private readonly FakeDevice _device;
    private readonly WakeEar? _ear;
    private object? _seen;
    private long _seenAt;
    private long _wentOnAt;

    /// <param name="driver">The driver.</param>
    /// <param name="device">The device, which the bench disposes.</param>
    /// <param name="time">The clock; the system's, with short pauses between attempts, by default.</param>
    /// <param name="mac">The hardware address under which the device wakes up.</param>
    /// <param name="port">Another port than the device's: that of a proxy.</param>
    /// <param name="settings">Further settings.</param>
    public ScriptBench(
        IDeviceDriver driver, FakeDevice device, FakeTimeProvider? time = null, string? mac = null, int? port = null, params (string Name, string Value)[] settings)
    {
        (_device, Time) = (device, time);
        _ear = mac is null ? null : new WakeEar(mac, () =>
        {
            if (!device.IsOn && device.Wakes)
            {
                device.Start();
            }
        });
        var given = settings.ToDictionary(one => one.Name, one => one.Value);
        (given["host"], given["port"]) = ("127.0.0.1", $"{port ?? device.Port}");
        Host = new DriverBench(driver, given, time, plan => time is null ? plan with { Backoff = Short } : plan, _ear?.EndPoint).Start();
    }

    private static Backoff Short => new() { First = TimeSpan.FromMilliseconds(20), Cap = TimeSpan.FromMilliseconds(50) };

    public DriverBench Host { get; }

    public FakeTimeProvider? Time { get; }

    public int WakeUps => _ear?.Heard ?? 0;

    /// <summary>Waits until it is online and every rhythm has had its first turn.</summary>
    public Task OnlineAsync(TimeSpan? step = null) => UntilAsync(
        () => Host.Device is { Status: DeviceStatus.Online or DeviceStatus.Busy, Rhythms: { Count: > 0 } rhythms } && rhythms.All(rhythm => rhythm.LastRun is not null),
        "it is online", step);

    /// <summary>Waits for a condition; where the clock is the bench's it goes on meanwhile by <paramref name="step"/> at each look.</summary>
    public Task UntilAsync(Func<bool> condition, string what, TimeSpan? step = null) => Eventually.TrueAsync(
        () =>
        {
            GoOn(step ?? TimeSpan.FromMilliseconds(50));
            return condition();
        },
        what,
        Patience,
        () => $"{Host.Device.Status} {Host.Device.LastError}\n{string.Join('\n', Host.Logs.Entries.TakeLast(20))}\nreceived: {string.Join(" | ", _device.Received.TakeLast(20))}");

    /// <summary>Sockets take real time: a large step waits until nothing has moved for a while, so that it passes no limit of what is under way.</summary>
    private void GoOn(TimeSpan step)
    {
        if (Time is null)
        {
            return;
        }

        var seen = (Host.Logs.Entries.Count, _device.Received.Count, _device.Clients.Count, Host.Device.Connections, Host.Device.Transitions.Count);
        var now = TimeProvider.System.GetTimestamp();
        (_seen, _seenAt) = seen.Equals(_seen) ? (_seen, _seenAt) : (seen, now);
        if (step < LargeStep || TimeProvider.System.GetElapsedTime(_seenAt, now) >= Still || TimeProvider.System.GetElapsedTime(_wentOnAt, now) >= LongestHold)
        {
            _wentOnAt = now;
            Time.Advance(step);
        }
    }

    /// <summary>Lets time pass on the bench's clock.</summary>
    public Task PassAsync(int seconds, double step = 0.5)
    {
        var end = Time!.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        return UntilAsync(() => Time.GetUtcNow() >= end, $"{seconds} s pass", TimeSpan.FromSeconds(step));
    }

    public Task ShowsAsync(string entity, EntityValue value) =>
        UntilAsync(() => Host.Find(entity) is { IsAvailable: true } found && found.Value == value, $"{entity} shows {value}, not {Host.Find(entity)?.Value}");

    public Task UnavailableAsync(string entity) => UntilAsync(() => Host.Find(entity) is { IsAvailable: false }, $"{entity} is not available");

    /// <summary>Sends a command and lets the clock go on until its outcome is known.</summary>
    public async Task<CommandAnswer> SendAsync(string entity, EntityValue value, bool isWaitedFor = true)
    {
        var sending = Host.SendAsync(entity, value, isWaitedFor);
        await UntilAsync(() => sending.IsCompleted, $"the command to {entity} ends");
        return await sending;
    }

    public async Task CompletesAsync(string entity, EntityValue value, string request)
    {
        var answer = await SendAsync(entity, value);
        Assert.True(answer.Status == CommandAnswerStatus.Completed, $"{entity}={value}: {answer}; {string.Join(" | ", _device.Received.TakeLast(5))}");
        Assert.Contains(request, _device.Received);
    }

    /// <summary>Has the device hang up again and again, by turns in order and by a reset, online and in the midst of opening.</summary>
    public async Task AssertOutlivesAsync(int disconnects)
    {
        for (var round = 1; round <= disconnects; round++)
        {
            await UntilAsync(() => Host.Device.Connections.Opened >= round && _device.Clients.Count > 0, $"round {round}");
            if (round % 3 == 0)
            {
                await OnlineAsync();
            }

            _device.CloseAll(reset: round % 2 == 0);
            await UntilAsync(() => Host.Device.Connections.Closed >= round, $"end of round {round}");
        }

        await OnlineAsync();
        await AssertNothingLeftAsync();
    }

    /// <summary>Ends it and asserts that nothing was left behind on either side.</summary>
    public async Task AssertNothingLeftAsync()
    {
        var stopping = Host.StopAsync();
        await UntilAsync(() => stopping.IsCompleted, "it has stopped");
        await stopping;
        await UntilAsync(() => _device.Clients.Count == 0, "the device has no client left");
        var connections = Host.Device.Connections;
        Assert.Equal((0, 0L, connections.Opened), (connections.Open, connections.Leaked, connections.Closed));
        var sockets = SocketCounter.Snapshot(Environment.ProcessId).ClientSide(_device.Port);
        Assert.Equal((0, 0), (sockets.CloseWait, sockets.Established));
        Assert.Empty(_device.Violations);
        Assert.DoesNotContain(Host.Logs.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    public async ValueTask DisposeAsync()
    {
        var disposing = Host.DisposeAsync().AsTask();
        await UntilAsync(() => disposing.IsCompleted, "it is disposed");
        await disposing;
        if (_ear is not null)
        {
            await _ear.DisposeAsync();
        }

        await _device.DisposeAsync();
    }
}
