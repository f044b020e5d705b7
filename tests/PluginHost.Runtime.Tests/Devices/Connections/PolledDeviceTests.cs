using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Connections;

public sealed class PolledDeviceTests : IAsyncDisposable
{
    private static readonly DriverPlan PerPoll = new() { Mode = ConnectionMode.PerPoll };

    private readonly Peer _peer = new();
    private readonly DeviceBench _bench = new(new FakeTimeProvider());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Poll_OpensOneTurnAndCloses()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        _bench.Add("polled", driver);

        await _bench.WaitAsync("polled", _ => driver.Attempts == 4 && driver.Disposals == 4);

        Assert.Equal((4, 4, 1), (driver.Turns, driver.Goodbyes, driver.MostAlive));
        Assert.Equal(DeviceStatus.Online, _bench["polled"].Read().Status);
        Assert.Single(_bench["polled"].Read().Transitions, transition => transition.To == DeviceStatus.Online);
        Assert.DoesNotContain(_bench.LogOf("polled"), entry => entry.Level >= LogLevel.Information);
    }

    [Fact]
    public async Task FirstPollThatFails_NeverShowsOnline()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll, Turn = (_, _) => throw ConnectionEndedException.Lost("No answer.") };
        _bench.Add("polled", driver);

        var device = await _bench.WaitAsync("polled", _ => driver.Attempts == 5, TimeSpan.FromMilliseconds(200));

        Assert.DoesNotContain(device.Transitions, transition => transition.To == DeviceStatus.Online);
        Assert.Single(_bench.LogOf("polled"), entry => entry.Level >= LogLevel.Information);
    }

    [Fact]
    public async Task PollsThatFail_LeaveItOnlineForThreeIntervals()
    {
        var fails = false;
        var driver = new ScriptedDriver(_peer)
        {
            Policy = PerPoll,
            Turn = (_, _) => fails ? throw ConnectionEndedException.Lost("No answer.") : Task.FromResult(RhythmTurn.Done),
        };
        _bench.Add("polled", driver);
        await _bench.WaitAsync("polled", DeviceStatus.Online);
        var succeeded = _bench.Clock!.GetUtcNow();
        fails = true;

        var device = await _bench.WaitAsync("polled", DeviceStatus.Backoff);

        Assert.InRange((device.StatusSince - succeeded).TotalSeconds, 29, 45);
        Assert.StartsWith("No poll has succeeded for three intervals. ", device.LastError, StringComparison.Ordinal);
        Assert.Contains("No answer.", device.LastError, StringComparison.Ordinal);
        fails = false;
        await _bench.WaitAsync("polled", DeviceStatus.Online);
    }

    [Fact]
    public async Task BusyOfOnePoll_IsOverWithTheNextGoodOne()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        driver.Turn = (_, _) => driver.Turns == 2 ? throw new DeviceBusyException("It warms up.") : Task.FromResult(RhythmTurn.Done);
        _bench.Add("polled", driver);
        await _bench.WaitAsync("polled", DeviceStatus.Busy);

        await _bench.WaitAsync("polled", device => driver.Turns == 3 && device.Status == DeviceStatus.Online);
    }

    [Fact]
    public async Task Command_OpensItsOwnConnectionAndRunsNoRhythm()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        var device = _bench.Add("polled", driver);
        await _bench.WaitAsync("polled", DeviceStatus.Online);

        var answer = device.PostAsync("light", true, isWaitedFor: true);
        await _bench.UntilAsync(answer, TimeSpan.Zero);

        Assert.Equal(CommandAnswerStatus.Completed, (await answer).Status);
        Assert.Equal((2, 1), (driver.Attempts, driver.Turns));
    }

    [Fact]
    public async Task CommandsPostedDuringAPoll_AreExecutedWithoutWaitingForTheNext()
    {
        var turning = new TaskCompletionSource();
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        driver.Turn = async (_, _) =>
        {
            await (driver.Turns == 2 ? turning.Task : Task.CompletedTask);
            return RhythmTurn.Done;
        };
        var device = _bench.Add("polled", driver);
        await _bench.WaitAsync("polled", _ => driver.Turns == 2);

        var answer = device.PostAsync("light", true, isWaitedFor: true);
        turning.SetResult();
        await _bench.UntilAsync(answer, TimeSpan.Zero);

        Assert.Equal(CommandAnswerStatus.Completed, (await answer).Status);
    }

    [Fact]
    public async Task CommandGap_IsKeptWithinAPoll()
    {
        var times = new List<long>();
        var driver = new ScriptedDriver(_peer)
        {
            Policy = PerPoll with { CommandGap = TimeSpan.FromMilliseconds(200) },
            Executing = (_, _, _) =>
            {
                times.Add(_bench.Clock!.GetTimestamp());
                return Task.CompletedTask;
            },
        };
        var device = _bench.Add("polled", driver);
        await _bench.WaitAsync("polled", DeviceStatus.Online);

        var answers = Enumerable.Range(0, 3).Select(i => device.PostAsync("light", i % 2 == 0, isWaitedFor: true)).ToList();
        await _bench.UntilAsync(Task.WhenAll(answers));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Result.Status));
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(200).Ticks));
    }

    [Fact]
    public async Task PeerThatClosesAfterItsAnswer_IsNoFailedPoll()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        driver.Turn = async (_, deadline) =>
        {
            await driver.HoldClockAsync(async () =>
            {
                await Eventually.TrueAsync(() => _peer.Accepted == driver.Attempts, "the peer has accepted");
                _peer.HangUp();
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            });
            return RhythmTurn.Done;
        };
        _bench.Add("polled", driver);

        var device = await _bench.WaitAsync("polled", _ => driver.Disposals == 3, TimeSpan.FromMilliseconds(10));

        Assert.DoesNotContain(device.Transitions, transition => transition.To == DeviceStatus.Backoff);
    }

    [Fact]
    public async Task NoRhythm_FailsInsteadOfPollingWithoutPause()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll, Rhythms = _ => [] };
        _bench.Add("polled", driver);

        await _bench.WaitAsync("polled", DeviceStatus.Failed);

        Assert.Equal(1, driver.Attempts);
    }

    [Fact]
    public async Task Refusals_BetweenGoodPolls_AreNotAddedUp()
    {
        var driver = new ScriptedDriver(_peer) { Policy = PerPoll };
        driver.Opening = (_, _) => driver.Attempts is 2 or 5 ? throw ConnectionEndedException.CredentialsRefused("Wrong PIN.") : Task.CompletedTask;
        _bench.Add("polled", driver);

        var device = await _bench.WaitAsync("polled", _ => driver.Attempts == 7, TimeSpan.FromMilliseconds(200));

        Assert.DoesNotContain(device.Transitions, transition => transition.To == DeviceStatus.AuthFailed);
    }
}
