using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Commands;

/// <summary>Commands from their posting to their answer, on a device.</summary>
public sealed class DeviceCommandTests : IAsyncDisposable
{
    private readonly Peer _peer = new();
    private readonly DeviceBench _bench = new(new FakeTimeProvider());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Theory]
    [InlineData("no-such", CommandAnswerStatus.NotFound)]
    [InlineData("level", CommandAnswerStatus.Refused)]
    public async Task Post_ThatMakesNoSense_IsAnsweredAtOnce(string entity, CommandAnswerStatus status)
    {
        var device = _bench.Add("lamp", new ScriptedDriver(_peer));

        Assert.Equal(status, (await device.PostAsync(entity, 1, isWaitedFor: true)).Status);
    }

    [Fact]
    public async Task Busy_SetOnACommand_ShowsTheDeviceAsBusyUntilTheNextGoodAnswer()
    {
        var isBusy = true;
        var driver = new ScriptedDriver(_peer)
        {
            Executing = (_, commands, _) =>
            {
                if (isBusy)
                {
                    commands[0].Busy("It warms up.");
                }

                return Task.CompletedTask;
            },
            Rhythms = _ => [],
        };
        var device = _bench.Add("lamp", driver);
        await _bench.WaitAsync("lamp", DeviceStatus.Online);

        var answer = await device.PostAsync("light", true, isWaitedFor: true);
        Assert.Equal((CommandAnswerStatus.Busy, "It warms up."), (answer.Status, answer.Reason));
        await _bench.WaitAsync("lamp", DeviceStatus.Busy, TimeSpan.Zero);

        isBusy = false;
        Assert.Equal(CommandAnswerStatus.Completed, (await device.PostAsync("light", true, isWaitedFor: true)).Status);
        await _bench.WaitAsync("lamp", DeviceStatus.Online, TimeSpan.Zero);
        Assert.Equal(1, driver.Attempts);
    }

    [Fact]
    public async Task Offline_WaitedForIsRefused_OtherIsKeptUntilConnected()
    {
        var fails = true;
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => fails ? throw ConnectionEndedException.Lost("No answer.") : Task.CompletedTask,
        };
        var device = _bench.Add("lamp", driver);
        await _bench.WaitAsync("lamp", DeviceStatus.Backoff);

        var refused = await device.PostAsync("light", true, isWaitedFor: true);
        var kept = await device.PostAsync("light", true, isWaitedFor: false);
        fails = false;
        await _bench.WaitAsync("lamp", _ => driver.Executed == 1);

        Assert.Equal((CommandAnswerStatus.Offline, "The device is backoff: No answer."), (refused.Status, refused.Reason));
        Assert.Equal(CommandAnswerStatus.Waiting, kept.Status);
    }

    [Fact]
    public async Task Hold_KeepsTheCommandAndTriesFromTheFirstPause()
    {
        var asleep = true;
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => asleep ? throw ConnectionEndedException.Lost("No answer.") : Task.CompletedTask,
            Offline = (_, _, _) => Task.FromResult(OfflineDecision.Hold(TimeSpan.FromMinutes(5))),
        };
        var device = _bench.Add("tv", driver);
        await _bench.WaitAsync("tv", snapshot => snapshot.Attempt >= 5 && snapshot.Status == DeviceStatus.Backoff, TimeSpan.FromMilliseconds(200));
        var attempts = driver.Attempts;
        var began = _bench.Clock!.GetTimestamp();

        var answer = await device.PostAsync("power", true, isWaitedFor: true);
        await _bench.WaitAsync("tv", _ => driver.Attempts >= attempts + 6, TimeSpan.FromMilliseconds(20));

        Assert.Equal((CommandAnswerStatus.Waiting, "The device is being woken."), (answer.Status, answer.Reason));
        Assert.True(_bench.Clock.GetElapsedTime(began) < TimeSpan.FromSeconds(12));
        asleep = false;
        await _bench.WaitAsync("tv", snapshot => snapshot.Commands.Sent == 1 && driver.Executed == 1);
        await _bench.UntilAsync(() => !device.IsBeingWoken, () => "it is still being woken", TimeSpan.Zero);
    }

    [Fact]
    public async Task OfflineCommand_ThatBlocks_QuarantinesTheDevice()
    {
        using var free = new ManualResetEventSlim();
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => throw ConnectionEndedException.Lost("No answer."),
            Offline = (_, _, _) =>
            {
                free.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
                return Task.FromResult(OfflineDecision.NotHandled);
            },
        };
        var device = _bench.Add("tv", driver);
        await _bench.WaitAsync("tv", DeviceStatus.Backoff);

        var first = device.PostAsync("power", true, isWaitedFor: true);
        await _bench.UntilAsync(first);
        var failed = await _bench.WaitAsync("tv", DeviceStatus.Failed);
        var second = await device.PostAsync("power", true, isWaitedFor: true);
        free.Set();

        Assert.Equal(CommandAnswerStatus.TimedOut, (await first).Status);
        Assert.Contains("ExecuteOfflineAsync", failed.LastError, StringComparison.Ordinal);
        Assert.Equal(CommandAnswerStatus.Offline, second.Status);
    }

    [Fact]
    public async Task OfflineCommand_UnderWay_EndsWithTheDevice()
    {
        var asked = new TaskCompletionSource();
        var driver = new ScriptedDriver(_peer)
        {
            Opening = (_, _) => throw ConnectionEndedException.Lost("No answer."),
            Offline = async (_, context, deadline) =>
            {
                await context.Transports.ConnectAsync("127.0.0.1", _peer.Port, deadline);
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline.Token);
                return OfflineDecision.NotHandled;
            },
        };
        var device = _bench.Add("tv", driver);
        await _bench.WaitAsync("tv", DeviceStatus.Backoff);
        var answer = device.PostAsync("power", true, isWaitedFor: true);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await _bench.UntilAsync(device.DisposeAsync().AsTask());

        Assert.Equal(0, _bench.Ledger.CountsOf("tv").Open);
        Assert.Equal(CommandAnswerStatus.Offline, (await answer.WaitAsync(TimeSpan.FromSeconds(10))).Status);
        Assert.Equal(CommandAnswerStatus.Offline, (await device.PostAsync("light", true, isWaitedFor: true)).Status);
    }

    [Fact]
    public async Task Disabled_AsksNobodyToWakeIt()
    {
        var asked = 0;
        var driver = new ScriptedDriver(_peer)
        {
            Offline = (_, _, _) =>
            {
                asked++;
                return Task.FromResult(OfflineDecision.Hold(TimeSpan.FromMinutes(1)));
            },
        };
        var device = _bench.Add("tv", driver);
        device.Disable();
        await _bench.WaitAsync("tv", DeviceStatus.Disabled);

        Assert.Equal(CommandAnswerStatus.Offline, (await device.PostAsync("power", true, isWaitedFor: true)).Status);
        Assert.Equal(0, asked);
    }
}
