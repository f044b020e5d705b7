using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Connections;

public sealed class ConnectionTests : IAsyncDisposable
{
    private readonly Peer _peer = new();
    private readonly DeviceBench _bench = new(new FakeTimeProvider());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task PeerHangsUp_WhileNobodyReads_ClosesOurSocketWithinASecond()
    {
        var driver = new ScriptedDriver(_peer) { Listening = (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop) };
        _bench.Add("idle", driver);
        await _bench.WaitAsync("idle", DeviceStatus.Online);

        await HangUpAsync();
        _bench.Clock!.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _peer.IsLeftAlone, "our socket is closed");
        await _bench.WaitAsync("idle", device => device.Transitions.Any(transition => transition.To == DeviceStatus.Backoff));
    }

    [Fact]
    public async Task PeerHangsUp_AndDriverIgnoresTheStop_ClosesOurSocketWithinASecondAllTheSame()
    {
        _bench.Add("deaf", new ScriptedDriver(_peer) { Listening = (_, _) => new TaskCompletionSource().Task });
        await _bench.WaitAsync("deaf", DeviceStatus.Online);

        await HangUpAsync();
        _bench.Clock!.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _bench.Ledger.CountsOf("deaf").Open == 0, "our socket is closed");
        Assert.Contains("ignored the stop", (await _bench.WaitAsync("deaf", DeviceStatus.Failed)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DriverGoesRoundTheHost_AndIgnoresTheStop_IsQuarantinedWithBothReasons()
    {
        _bench.Add("sly", new ScriptedDriver(_peer) { Listening = (_, _) => new TaskCompletionSource().Task });
        await _bench.WaitAsync("sly", DeviceStatus.Online);

        _bench["sly"].Quarantine("The driver went round the host.");

        var error = (await _bench.WaitAsync("sly", device => device.IsQuarantined)).LastError!;
        Assert.StartsWith("The driver went round the host. ", error, StringComparison.Ordinal);
        Assert.Contains("ignored the stop", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeerHangsUp_WhileOpening_EndsTheConnectionOnceOpen()
    {
        var driver = new ScriptedDriver(_peer);
        driver.Opening = (_, _) => driver.Attempts > 1 ? Task.CompletedTask : driver.HoldClockAsync(async () =>
        {
            await Eventually.TrueAsync(() => _peer.Accepted == 1, "the peer has accepted");
            _peer.HangUp();
            await Eventually.TrueAsync(() => _peer.HasHungUp, "the end is on its way");
        });
        _bench.Add("early", driver);

        await _bench.WaitAsync("early", _ => driver.Attempts == 2 && _bench["early"].Read().Status == DeviceStatus.Online);

        Assert.Equal(1, driver.MostAlive);
        Assert.Equal(1, _bench.Ledger.CountsOf("early").Open);
    }

    [Fact]
    public async Task StreamGivenUpWhileOpening_DoesNotEndTheConnection()
    {
        await using var other = new Peer();
        var driver = new ScriptedDriver(_peer) { Interval = TimeSpan.FromMilliseconds(100) };
        driver.Opening = (attempt, deadline) => driver.HoldClockAsync(async () =>
        {
            await using var probe = await attempt.Transports.ConnectAsync("127.0.0.1", other.Port, deadline);
            await Eventually.TrueAsync(() => other.Accepted == 1, "the peer has accepted");
            other.HangUp();
            Assert.True((await probe.Input.ReadAsync(deadline.Token)).IsCompleted);
        });
        _bench.Add("prober", driver);

        await _bench.WaitAsync("prober", _ => driver.Turns >= 20);

        Assert.Equal((1, 0), (driver.Attempts, driver.Disposals));
    }

    [Fact]
    public async Task OpenAsync_ReturnsAfterItWasGivenUp_HasItsConnectionDisposed()
    {
        var late = new TaskCompletionSource();
        var driver = new ScriptedDriver { Opening = (_, _) => late.Task };
        _bench.Add("late", driver);
        await _bench.WaitAsync("late", DeviceStatus.Failed, TimeSpan.FromMilliseconds(500));

        late.SetResult();

        await _bench.UntilAsync(() => driver.Disposals == 1, () => "it is not disposed", TimeSpan.Zero);
    }

    [Fact]
    public async Task Disabled_WhileOpening_DisposesWhatOpenedAfterAll()
    {
        var (connected, opening) = (new TaskCompletionSource(), new TaskCompletionSource());
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) =>
            {
                connected.SetResult();
                return opening.Task;
            },
        };
        var device = _bench.Add("slow", driver);
        await _bench.UntilAsync(connected.Task);

        device.Disable();
        opening.SetResult();
        await _bench.WaitAsync("slow", DeviceStatus.Disabled);

        await _bench.UntilAsync(() => driver.Disposals == 1, () => "it is not disposed", TimeSpan.Zero);
        Assert.Equal(0, _bench.Ledger.CountsOf("slow").Leaked);
    }

    [Fact]
    public async Task Silence_LongerThanThePlanAllows_IsALostConnection()
    {
        var driver = new ScriptedDriver(_peer) { Policy = new DriverPlan { LongestSilence = TimeSpan.FromSeconds(20) } };
        _bench.Add("silent", driver);
        await _bench.WaitAsync("silent", DeviceStatus.Online);

        var device = await _bench.WaitAsync("silent", DeviceStatus.Backoff);

        Assert.Equal("Nothing was received for 20 s.", device.LastError);
    }

    [Fact]
    public async Task Replaced_WithoutDriver_WhileOnline_ClosesItsConnection()
    {
        var driver = new ScriptedDriver(_peer);
        var device = _bench.Add("orphan", driver);
        await _bench.WaitAsync("orphan", DeviceStatus.Online);

        _ = device.ReplaceAsync(device.Model with { Driver = null, Problem = "Gone." }, "The plugin was removed.");
        await _bench.UntilAsync(device.WhenHandledAsync());

        Assert.Equal((DeviceStatus.Failed, "Gone."), (device.Read().Status, device.Read().LastError));
        Assert.Equal((1, 0L), (driver.Disposals, _bench.Ledger.CountsOf("orphan").Open));
        Assert.Single(_bench.LogOf("orphan"), entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task ReconnectsWithoutEnd_NeverHaveTwoConnectionsAtOnce()
    {
        var driver = new ScriptedDriver(_peer) { Opening = (_, _) => Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System) };
        var device = _bench.Add("restless", driver);
        for (var i = 0; i < 50; i++)
        {
            device.Reconnect();
            _ = device.ReplaceAsync(device.Model, "again");
            await Task.Delay(TimeSpan.FromMilliseconds(i % 5), TimeProvider.System);
        }

        await _bench.UntilAsync(device.WhenHandledAsync(), TimeSpan.Zero);
        await _bench.WaitAsync("restless", DeviceStatus.Online);

        Assert.Equal(1, driver.MostAlive);
        Assert.Equal((1L, 0L), (_bench.Ledger.CountsOf("restless").Open, _bench.Ledger.CountsOf("restless").Leaked));
    }

    [Fact]
    public async Task Presence_IsLoggedOnceWhenLostAndOnceWhenBack()
    {
        var fails = true;
        var pause = TimeSpan.FromMilliseconds(100);

        // In fine steps, for a socket that is not closed within half a second is told as an error.
        var step = TimeSpan.FromMilliseconds(5);
        var driver = new ScriptedDriver(_peer)
        {
            Policy = new DriverPlan { Backoff = new Backoff { First = pause, Cap = pause, Jitter = 0 } },
            Opening = (_, _) => fails ? throw ConnectionEndedException.Lost("No answer.") : Task.CompletedTask,
        };
        _bench.Add("flaky", driver);
        await _bench.WaitAsync("flaky", _ => driver.Attempts >= 5, step);

        fails = false;
        await _bench.WaitAsync("flaky", DeviceStatus.Online, step);

        var presence = _bench.LogOf("flaky").Where(entry => entry.Message.StartsWith("Away", StringComparison.Ordinal) || entry.Message == "Back");
        Assert.Equal([LogLevel.Warning, LogLevel.Information], presence.Select(entry => entry.Level));
        Assert.DoesNotContain(_bench.LogOf("flaky"), entry => entry.Level > LogLevel.Warning);
    }

    [Fact]
    public async Task OpenedAndClosed_AreLoggedAtInformationWithReasonAgeAndBytes()
    {
        var device = _bench.Add("logged", new ScriptedDriver(_peer));
        await _bench.WaitAsync("logged", DeviceStatus.Online);
        device.Disable();
        await _bench.WaitAsync("logged", DeviceStatus.Disabled);

        var closed = Assert.Single(_bench.LogOf("logged"), entry => entry.Message.StartsWith("Closed tcp", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, closed.Level);
        Assert.Matches(@"after \d+[.,]\d s, 0 bytes in, 0 out: closed by the driver", closed.Message);
    }

    [Fact]
    public async Task Busy_DeclaredAndObserved_EndsWithTheLaterOfBoth()
    {
        var isBusy = true;
        var driver = new ScriptedDriver(_peer)
        {
            Turn = (_, _) => isBusy ? throw new DeviceBusyException("It warms up.") : Task.FromResult(RhythmTurn.Done),
        };
        _bench.Add("warm", driver);
        await _bench.WaitAsync("warm", DeviceStatus.Busy);
        driver.Last!.SetBusy("It says so.");

        isBusy = false;
        var turns = driver.Turns;
        await _bench.WaitAsync("warm", _ => driver.Turns > turns + 1);
        Assert.Equal(DeviceStatus.Busy, _bench["warm"].Read().Status);

        driver.Last.SetBusy(null);
        await _bench.WaitAsync("warm", DeviceStatus.Online);
        Assert.Equal(1, driver.Attempts);
        Assert.DoesNotContain(_bench.LogOf("warm"), entry => entry.Level > LogLevel.Information);
    }

    [Fact]
    public async Task Busy_ToldWithoutEnd_ShowsTheLastWord()
    {
        var driver = new ScriptedDriver(_peer);
        var device = _bench.Add("nervous", driver);
        await _bench.WaitAsync("nervous", DeviceStatus.Online);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                driver.Last!.SetBusy(i % 2 == 0 ? $"{part} {i}" : null);
            }
        })));
        driver.Last!.SetBusy(null);
        await _bench.UntilAsync(device.WhenHandledAsync());

        Assert.Equal(DeviceStatus.Online, device.Read().Status);
    }

    [Fact]
    public async Task Refusal_AfterEachOpening_CountsAllTheSame()
    {
        var driver = new ScriptedDriver(_peer) { Turn = (_, _) => throw ConnectionEndedException.CredentialsRefused("Wrong PIN.") };
        _bench.Add("late-login", driver);

        await _bench.WaitAsync("late-login", DeviceStatus.AuthFailed);

        Assert.Equal(2, driver.Attempts);
    }

    [Fact]
    public async Task Refusal_BeforeAGoodConnection_IsForgotten()
    {
        var refuses = true;
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => refuses ? throw ConnectionEndedException.CredentialsRefused("Wrong PIN.") : Task.CompletedTask,
        };
        _bench.Add("once", driver);
        await _bench.WaitAsync("once", DeviceStatus.Backoff);
        refuses = false;
        await _bench.WaitAsync("once", DeviceStatus.Online);
        await Eventually.TrueAsync(() => _peer.Accepted == driver.Attempts, "the peer has accepted");
        refuses = true;
        _peer.HangUp();
        await _bench.WaitAsync("once", _ => driver.Attempts == 3 && _bench["once"].Read().Status == DeviceStatus.Backoff);

        Assert.Equal(3, driver.Attempts);
        await _bench.WaitAsync("once", DeviceStatus.AuthFailed);
        Assert.Equal(4, driver.Attempts);
    }

    [Fact]
    public async Task Backoff_AfterAStableMinute_BeginsAnew()
    {
        var fails = true;
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => fails ? throw ConnectionEndedException.Lost("No answer.") : Task.CompletedTask,
        };
        _bench.Add("grown", driver);
        await _bench.WaitAsync("grown", device => device.Attempt >= 6, TimeSpan.FromMilliseconds(500));
        fails = false;
        await _bench.WaitAsync("grown", DeviceStatus.Online, TimeSpan.FromMilliseconds(500));
        await Eventually.TrueAsync(() => _peer.Accepted == driver.Attempts, "the peer has accepted");
        var opened = _bench.Clock!.GetTimestamp();
        await _bench.UntilAsync(() => _bench.Clock.GetElapsedTime(opened) > TimeSpan.FromMinutes(1), () => "the minute is not over", TimeSpan.FromMilliseconds(200));

        _peer.HangUp();
        var device = await _bench.WaitAsync("grown", DeviceStatus.Backoff);

        Assert.InRange((device.NextAttemptAt - device.StatusSince)!.Value.TotalSeconds, 0.8, 1.1);
    }

    [Fact]
    public async Task Command_WhenConnectionEnds_IsAnsweredOnce()
    {
        var driver = new ScriptedDriver(_peer)
        {
            Executing = async (_, _, deadline) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline.Token),
        };
        var device = _bench.Add("cut", driver);
        await _bench.WaitAsync("cut", DeviceStatus.Online);
        var answers = Enumerable.Range(0, 5).Select(_ => device.PostAsync("light", true, isWaitedFor: true)).ToList();
        await _bench.UntilAsync(() => driver.Executed >= 1, () => "nothing is executed", TimeSpan.Zero);

        await HangUpAsync();
        await _bench.UntilAsync(Task.WhenAll(answers));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Offline, answer.Result.Status));
        Assert.Equal(5, device.Read().Commands.Failed);
    }

    /// <summary>Ends the one stream, whose end travels in real time, and returns when the host gives the driver time for the last words.</summary>
    private async Task HangUpAsync()
    {
        await Eventually.TrueAsync(() => _peer.Accepted == 1, "the peer has accepted");

        // Between two slots of the wheel, so that nothing else is due in exactly as long.
        _bench.Clock!.Advance(TimeSpan.FromMilliseconds(3));
        _peer.HangUp();
        await _bench.Clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(500));
    }
}
