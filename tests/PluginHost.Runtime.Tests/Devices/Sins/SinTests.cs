using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sins;

/// <summary>Drivers that sin on purpose, each beside a healthy device that must not notice.</summary>
public sealed class SinTests : IAsyncDisposable
{
    /// <summary>Where a limit is met by several others one after the other, each noticed a few steps late on a busy machine.</summary>
    private static readonly TimeSpan Fine = TimeSpan.FromMilliseconds(5);

    private readonly Peer _peer = new();
    private readonly DeviceBench _bench = new(new FakeTimeProvider());
    private readonly ManualResetEventSlim _free = new();
    private readonly ScriptedDriver _healthy;

    public SinTests()
    {
        _healthy = new ScriptedDriver(_peer) { Interval = TimeSpan.FromSeconds(1) };
        _bench.Add("healthy", _healthy);
    }

    public async ValueTask DisposeAsync()
    {
        _free.Set();
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
        _free.Dispose();
    }

    [Theory]
    [InlineData("null list", DeviceStatus.Failed)]
    [InlineData("null rhythm", DeviceStatus.Failed)]
    [InlineData("throwing getter", DeviceStatus.Failed)]
    [InlineData("throwing list", DeviceStatus.Failed)]
    [InlineData("blocking getter", DeviceStatus.Failed)]
    public async Task Rhythms_OfAnyKindOfWrong_FailTheDevice(string sin, DeviceStatus expected)
    {
        var driver = new ScriptedDriver(_peer)
        {
            Rhythms = _ => sin switch
            {
                "null list" => null!,
                "null rhythm" => [null!],
                "throwing getter" => throw new InvalidOperationException("A mistake."),
                "throwing list" => new ThrowingList<Rhythm>(),
                _ => Block<IReadOnlyList<Rhythm>>(),
            },
        };
        _bench.Add("sinner", driver);

        var device = await _bench.WaitAsync("sinner", expected);

        Assert.Contains("Rhythms", device.LastError, StringComparison.Ordinal);
        Assert.Equal(0, device.Connections.Open);
        await AssertHealthyAsync();
    }

    [Fact]
    public async Task OpenAsync_ReturnsNull_FailsTheDevice()
    {
        _bench.Add("sinner", new NullDriver());

        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Equal("OpenAsync returned no connection.", device.LastError);
        await AssertHealthyAsync();
    }

    [Theory]
    [InlineData("listen")]
    [InlineData("execute")]
    [InlineData("turn")]
    public async Task NullTask_FailsTheDeviceByName(string sin)
    {
        var driver = new ScriptedDriver(_peer);
        switch (sin)
        {
            case "listen": driver.Listening = (_, _) => null!; break;
            case "execute": driver.Executing = (_, _, _) => null!; break;
            default: driver.Turn = (_, _) => null!; break;
        }

        _bench.Add("sinner", driver);
        if (sin == "execute")
        {
            await _bench.WaitAsync("sinner", DeviceStatus.Online);
            _ = _bench["sinner"].PostAsync("light", true, isWaitedFor: false);
        }

        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Contains("returned null instead of a task", device.LastError, StringComparison.Ordinal);
        await AssertHealthyAsync();
    }

    [Fact]
    public async Task ThreadBlocked_AfterAnAwait_IsNamedAndQuarantined()
    {
        var driver = new ScriptedDriver(_peer)
        {
            Turn = async (_, _) =>
            {
                await Task.Yield();
                return Block<RhythmTurn>();
            },
        };
        var sinner = _bench.Add("sinner", driver);

        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Contains("it holds thread", device.LastError, StringComparison.Ordinal);
        Assert.Null(device.NextAttemptAt);
        sinner.Reconnect();
        sinner.Disable();
        sinner.Enable();
        await _bench.UntilAsync(sinner.WhenHandledAsync());
        Assert.Equal((DeviceStatus.Failed, 1), (sinner.Read().Status, driver.Attempts));
        await AssertHealthyAsync();
    }

    [Fact]
    public async Task Quarantined_IsOpenedAgainByAnotherGenerationOnly()
    {
        var sinner = _bench.Add("sinner", new ScriptedDriver(_peer) { Turn = (_, _) => Block<Task<RhythmTurn>>() });
        await _bench.WaitAsync("sinner", DeviceStatus.Failed);
        var better = new ScriptedDriver(_peer);

        _ = sinner.ReplaceAsync(DeviceBench.ModelOf("sinner", better), "other settings");
        await _bench.UntilAsync(sinner.WhenHandledAsync());
        Assert.Equal((DeviceStatus.Failed, 0), (sinner.Read().Status, better.Attempts));

        _ = sinner.ReplaceAsync(DeviceBench.ModelOf("sinner", better, generation: 2), "another build");
        await _bench.WaitAsync("sinner", DeviceStatus.Online);
    }

    [Fact]
    public async Task Quarantined_TakenOutAndPutBack_StaysSoWithinItsGeneration()
    {
        var sinner = _bench.Add("sinner", new ScriptedDriver(_peer) { Turn = (_, _) => Block<Task<RhythmTurn>>() });
        var before = await _bench.WaitAsync("sinner", DeviceStatus.Failed);
        await _bench.UntilAsync(sinner.DisposeAsync().AsTask());
        var same = new ScriptedDriver(_peer);

        sinner = _bench.Add("sinner", same);
        await _bench.UntilAsync(sinner.WhenHandledAsync());

        var again = sinner.Read();
        Assert.Equal((DeviceStatus.Failed, true, before.LastError, 0), (again.Status, again.IsQuarantined, again.LastError, same.Attempts));
        _ = sinner.ReplaceAsync(DeviceBench.ModelOf("sinner", same, generation: 2), "another build");
        await _bench.WaitAsync("sinner", DeviceStatus.Online);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamForgotten_IsClosedCountedAndNamed(bool hangsToo)
    {
        IStreamTransport? forgotten = null;
        var driver = new ScriptedDriver { Disposing = _ => hangsToo ? new TaskCompletionSource().Task : Task.CompletedTask };
        driver.Opening = (attempt, deadline) => driver.HoldClockAsync(async () =>
            forgotten = await attempt.Transports.ConnectAsync("127.0.0.1", _peer.Port, deadline));
        var sinner = _bench.Add("sinner", driver);
        await _bench.WaitAsync("sinner", DeviceStatus.Online);

        sinner.Disable();
        await _bench.WaitAsync("sinner", DeviceStatus.Disabled);

        var counts = _bench.Ledger.CountsOf("sinner");
        Assert.Equal((0, 1, 1, 1), (counts.Open, counts.Opened, counts.Closed, counts.Leaked));
        var line = Assert.Single(_bench.LogOf("sinner"), entry => entry.Message.StartsWith("Leak", StringComparison.Ordinal));
        Assert.Contains(nameof(StreamForgotten_IsClosedCountedAndNamed), line.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Events.Read(null, "sinner", EventType.Leak, 10).Entries);
        Assert.NotNull(forgotten);
        await AssertHealthyAsync();
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("http")]
    public async Task SocketOpenedRoundTheHost_IsFoundNamedAndQuarantined(string way)
    {
        using var web = new HttpClient();
        using var tcp = new TcpClient();
        var driver = new ScriptedDriver(_peer);
        driver.Opening = (_, deadline) => driver.HoldClockAsync(async () =>
        {
            if (way == "tcp")
            {
                await tcp.ConnectAsync("127.0.0.1", _peer.Port, deadline.Token);
            }
            else
            {
                await web.GetAsync(new Uri($"http://127.0.0.1:{_peer.Port}/"), deadline.Token);
            }
        });
        _bench.Add("sinner", driver);

        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Contains($"127.0.0.1:{_peer.Port} round the host", device.LastError, StringComparison.Ordinal);
        Assert.Null(device.NextAttemptAt);
        Assert.True(device.Connections.Leaked >= 1);
        await AssertHealthyAsync();
    }

    [Fact]
    public async Task UndeclaredEntity_FailsTheDeviceByName()
    {
        _bench.Add("sinner", new ScriptedDriver(_peer)
        {
            Turn = (attempt, _) =>
            {
                attempt.Entities.Set("no-such", 1);
                return Task.FromResult(RhythmTurn.Done);
            },
        });

        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Contains("declares no entity 'no-such'", device.LastError, StringComparison.Ordinal);
        await AssertHealthyAsync();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("1 2")]
    public async Task InvalidJson_FailsTheDeviceAndIsNotPublished(string json)
    {
        _bench.Add("sinner", new ScriptedDriver(_peer)
        {
            Listening = (attempt, _) =>
            {
                attempt.Entities.Report(new DeviceEvent("bell", json));
                return Task.CompletedTask;
            },
        });

        await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Empty(_bench.Events.Read(null, "sinner", EventType.Event, 10).Entries);
        await AssertHealthyAsync();
    }

    [Fact]
    public async Task WritesAfterItsEnd_AreIgnored()
    {
        var driver = new ScriptedDriver(_peer);
        var sinner = _bench.Add("sinner", driver);
        await _bench.WaitAsync("sinner", DeviceStatus.Online);
        var old = driver.Last!;
        old.Entities.Set("level", 1);
        sinner.Reconnect();
        await _bench.WaitAsync("sinner", _ => driver.Attempts == 2 && sinner.Read().Status == DeviceStatus.Online);

        old.Entities.Set("level", 2);
        old.Entities.Report(new DeviceEvent("bell", "true"));
        old.SetBusy("late");

        var device = sinner.Read();
        Assert.Equal(1, device.Entities.Single(entity => entity.Declared.Id == "level").Value);
        Assert.Equal(DeviceStatus.Online, device.Status);
        Assert.Empty(_bench.Events.Read(null, "sinner", EventType.Event, 10).Entries);
        await Assert.ThrowsAsync<ConnectionEndedException>(() => old.Transports.ConnectAsync(
            "127.0.0.1", _peer.Port, _bench.Services.Deadlines.Start(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task CancellationCallback_ThatBlocksOrThrows_DoesNotDelayTheStop()
    {
        var driver = new ScriptedDriver(_peer)
        {
            Listening = async (_, stop) =>
            {
                using var thrown = stop.Register(() => throw new InvalidOperationException("A mistake."));
                await using var blocked = stop.Register(() => _free.Wait(TimeSpan.FromMinutes(1), CancellationToken.None));
                await new TaskCompletionSource().Task;
            },
        };
        var sinner = _bench.Add("sinner", driver);
        await _bench.WaitAsync("sinner", DeviceStatus.Online);
        var began = _bench.Clock!.GetTimestamp();

        sinner.Disable();
        await _bench.WaitAsync("sinner", DeviceStatus.Disabled, Fine);

        Assert.True(_bench.Clock.GetElapsedTime(began) <= TimeSpan.FromSeconds(5));
        Assert.Equal(0, _bench.Ledger.CountsOf("sinner").Open);
    }

    [Fact]
    public async Task EveryCallIgnoresItsEnd_StopsWithinFiveSeconds()
    {
        var driver = new ScriptedDriver(_peer)
        {
            Turn = (_, _) => Task.FromResult(RhythmTurn.Done),
            Listening = (_, _) => new TaskCompletionSource().Task,
            Executing = (_, _, _) => new TaskCompletionSource().Task,
            Closing = (_, _) => new TaskCompletionSource().Task,
            Disposing = _ => new TaskCompletionSource().Task,
        };
        var sinner = _bench.Add("sinner", driver);
        await _bench.WaitAsync("sinner", DeviceStatus.Online);
        var answer = sinner.PostAsync("light", true, isWaitedFor: true);
        await _bench.UntilAsync(() => driver.Executed == 1, () => "nothing is executed", TimeSpan.Zero);
        var began = _bench.Clock!.GetTimestamp();

        await _bench.UntilAsync(sinner.DisposeAsync().AsTask(), Fine);

        Assert.True(_bench.Clock.GetElapsedTime(began) <= TimeSpan.FromSeconds(5));
        Assert.Equal(CommandAnswerStatus.TimedOut, (await answer).Status);
        Assert.Equal(0, _bench.Ledger.CountsOf("sinner").Open);
        Assert.Contains(_bench.LogOf("sinner"), entry => entry.Level == LogLevel.Error && entry.Message.Contains("ignored the stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecretInAnyReason_IsMasked()
    {
        var secret = DeviceBench.Secret;
        var driver = new ScriptedDriver(_peer)
        {
            Turn = (attempt, _) =>
            {
                attempt.SetBusy($"busy {secret}");
                return Task.FromResult(RhythmTurn.Done);
            },
            Executing = (_, _, _) => throw new InvalidOperationException($"PIN {secret}"),
            Disposing = _ => throw new InvalidOperationException($"bye {secret}"),
        };
        var sinner = _bench.Add("sinner", driver);
        await _bench.WaitAsync("sinner", DeviceStatus.Busy);

        var answer = await sinner.PostAsync("light", true, isWaitedFor: true);
        var device = await _bench.WaitAsync("sinner", DeviceStatus.Failed);

        Assert.Contains("***", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("***", device.LastError, StringComparison.Ordinal);
        Assert.Equal(["busy ***", "ExecuteAsync threw InvalidOperationException: PIN ***"], device.Transitions.TakeLast(2).Select(transition => transition.Reason));
        Assert.DoesNotContain(_bench.Logs.Entries, entry => entry.ToString().Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(
            _bench.Events.Read(null, null, null, 1000).Entries,
            entry => System.Text.Encoding.UTF8.GetString(entry.Json.Span).Contains(secret, StringComparison.Ordinal));
    }

    private T Block<T>()
    {
        _free.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
        return default!;
    }

    private async Task AssertHealthyAsync()
    {
        var turns = _healthy.Turns;
        await _bench.UntilAsync(() => _healthy.Turns > turns, () => "the healthy device is not polled");
        var device = await _bench.WaitAsync("healthy", DeviceStatus.Online);
        Assert.Equal((DeviceStatus.Online, 1, 0L), (device.Status, _healthy.Attempts, device.Connections.Leaked));
        Assert.DoesNotContain(_bench.LogOf("healthy"), entry => entry.Level > LogLevel.Information);
    }

    private sealed class NullDriver : IDeviceDriver
    {
        public IReadOnlyList<Setting> Settings => [];

        public DriverPlan Plan(ISettings settings) => new();

        public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => Task.FromResult<IDeviceConnection>(null!);
    }
}
