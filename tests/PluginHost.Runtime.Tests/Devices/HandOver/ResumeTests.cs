using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>The next connection goes on with the streams of the one before: the device notices nothing.</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    private static readonly HandOverResult Resumed = new(HandOverKind.Resume, true, "");

    private readonly HandOverScene _scene = new();
    private LineDriver _old = null!;
    private LineDriver _next = null!;

    public async ValueTask InitializeAsync()
    {
        _next = _scene.Driver(HandOverKind.Resume, "next");
        _old = await _scene.ServeAsync(_scene.Driver(HandOverKind.Resume));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Replace_NewGeneration_GoesOnWithTheSameSocketInTheMiddleOfALine()
    {
        _scene.Peer.Tell("level 1\nlev");
        await _scene.ShowsAsync("1");
        var before = Assert.Single(_scene.Bench.Ledger.Lines());

        Assert.Equal(Resumed, await _scene.ReplaceAsync(HandOverScene.Model(_next)));
        _scene.Peer.Tell("el 2\n");

        var after = await _scene.ShowsAsync("2");
        await _scene.SaidAsync("resume next from old");
        var line = Assert.Single(_scene.Bench.Ledger.Lines());
        Assert.Equal((before.Id, before.OpenedAt, 2, true), (line.Id, line.OpenedAt, line.Owner.Generation, line.BytesOut > before.BytesOut));
        Assert.Equal((1, 1, 2), (_scene.Peer.Accepted, _scene.Peer.Open, after.Generation));
        Assert.Equal([DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Online], _scene.Statuses);
        Assert.Equal("Handed over by resume: A new build.", after.Transitions[^1].Reason);
        Assert.Equal((0L, 1L), (after.Connections.Leaked, after.Connections.Opened));
        Assert.DoesNotContain("goodbye old", _scene.Peer.Said);
    }

    [Fact]
    public async Task Replace_CommandUnderWay_IsFinishedFirstAndTheNextOneWaitsForTheNewConnection()
    {
        var go = new TaskCompletionSource();
        var executing = new TaskCompletionSource();
        _old.Executing = _ =>
        {
            executing.TrySetResult();
            return go.Task;
        };
        var first = _scene.Device.PostAsync("light", true, isWaitedFor: true);
        await executing.Task;

        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await _scene.Bench.UntilAsync(_scene.Device.WhenHandledAsync());
        var second = _scene.Device.PostAsync("light", false, isWaitedFor: true);
        Assert.False(replacing.IsCompleted);
        go.SetResult();

        Assert.Equal(Resumed, await replacing);
        Assert.Equal(CommandAnswerStatus.Completed, (await first).Status);
        Assert.Equal(CommandAnswerStatus.Completed, (await second).Status);
        await _scene.SaidAsync("light by next");
        Assert.Equal(["hello old", "light by old", "resume next from old", "light by next"], _scene.Peer.Said);
    }

    [Fact]
    public async Task Replace_ThereAndBack_StaysOnOneSocket()
    {
        var oldModel = _scene.Device.Model;
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(Resumed, await _scene.ReplaceAsync(HandOverScene.Model(_next)));
            Assert.Equal(Resumed, await _scene.ReplaceAsync(oldModel));
        }

        Assert.Equal((1, 1), (_scene.Peer.Accepted, _scene.Peer.Open));
    }

    [Fact]
    public async Task Replace_OtherSetting_Resumes() =>
        Assert.Equal(Resumed, await _scene.ReplaceAsync(HandOverScene.Model(_old, generation: 1, note: "another")));

    [Theory]
    [InlineData("secret")]
    [InlineData("secret in a map")]
    [InlineData("address")]
    [InlineData("plan")]
    [InlineData("mode")]
    public async Task Replace_WhatAConnectionStandsFor_Reconnects(string what)
    {
        var plan = new DriverPlan { Exclusive = false };
        var model = what switch
        {
            "secret" => HandOverScene.Model(_next, pin: "1234"),
            "secret in a map" => DeviceBench.ModelOf(HandOverScene.Id, _next, 2, SettingValues.Read(
                _next.Settings, SettingNode.Of(("pin", SettingNode.Scalar("")), ("doors", SettingNode.Of(("front", SettingNode.Of(("code", SettingNode.Scalar("1234"))))))), [])),
            "address" => HandOverScene.Model(_next, address: "10.0.0.2:80"),
            "plan" => HandOverScene.Model(_next = _scene.Driver(HandOverKind.Reconnect, "next")),
            _ => HandOverScene.Model(_next = _scene.Driver(HandOverKind.Resume, "next", plan with { Mode = ConnectionMode.PerPoll })),
        };

        Assert.Equal(new HandOverResult(HandOverKind.Reconnect, true, ""), await _scene.ReplaceAsync(model));

        await _scene.SaidAsync("hello next");
        Assert.Contains("goodbye old", _scene.Peer.Said);
    }

    [Fact]
    public async Task OldDriver_LateWrites_AreDroppedAndCounted()
    {
        var (attempt, stream) = (_old.Last!, _old.Stream!);
        Assert.Equal(Resumed, await _scene.ReplaceAsync(HandOverScene.Model(_next)));
        var before = _scene.Now.LateWrites;

        attempt.Entities.Set("level", "wrong");
        attempt.Entities.Report(new DeviceEvent("bell", "0"));
        attempt.Entities.Declare(Entity.Sensor("ghost"));
        attempt.SetBusy("wrong");
        await Assert.ThrowsAsync<ConnectionEndedException>(async () => await stream.Output.WriteAsync("wrong\n"u8.ToArray()));
        await stream.DisposeAsync();
        stream.Abort();

        Assert.Equal(5, _scene.Now.LateWrites - before);
        Assert.Equal(DeviceStatus.Online, _scene.Now.Status);
        Assert.Empty(_scene.Rings);
        Assert.DoesNotContain(_scene.Now.Entities, entity => entity.Declared.Id == "ghost" || entity.Value == "wrong");
        Assert.Single(_scene.Bench.LogOf(HandOverScene.Id), entry => entry.Message.StartsWith("A connection that is over", StringComparison.Ordinal));
        Assert.Equal(1, _scene.Peer.Open);
        Assert.DoesNotContain("wrong", _scene.Peer.Said);
    }

    [Theory]
    [InlineData("suspend throws", "A mistake.")]
    [InlineData("suspend hangs", "given up")]
    [InlineData("suspend returns nothing", "returned nothing")]
    [InlineData("state too long", "65537 bytes")]
    [InlineData("foreign stream", "none of this connection's")]
    [InlineData("stream twice", "given up twice")]
    [InlineData("resume throws", "A mistake.")]
    [InlineData("resume times out", "was not done within")]
    [InlineData("resume returns null", "does not go on")]
    public async Task Replace_SomethingFails_ReconnectsAndSaysWhy(string what, string why)
    {
        var mistake = new InvalidOperationException("A mistake.");
        var foreign = new System.Runtime.CompilerServices.StrongBox<IStreamTransport?>();
        switch (what)
        {
            case "suspend throws": _old.Suspending = (_, _) => throw mistake; break;
            case "suspend hangs": _old.Suspending = (_, _) => new TaskCompletionSource<HandOverState?>().Task; break;
            case "suspend returns nothing": _old.Suspending = (_, _) => Task.FromResult<HandOverState?>(null); break;
            case "state too long": _old.Suspending = (left, _) => Task.FromResult<HandOverState?>(left with { State = new byte[65537] }); break;
            case "foreign stream":
                await using (var other = new HandOverScene())
                {
                    foreign.Value = (await other.ServeAsync(other.Driver(HandOverKind.Resume))).Stream;
                }

                _old.Suspending = (left, _) => Task.FromResult<HandOverState?>(left with { Streams = [foreign.Value!] });
                break;
            case "stream twice": _old.Suspending = (left, _) => Task.FromResult<HandOverState?>(left with { Streams = [left.Streams[0], left.Streams[0]] }); break;
            case "resume throws": _next.Resuming = (_, _, _) => throw mistake; break;
            case "resume times out":
                _next = _scene.Driver(HandOverKind.Resume, "next", new DriverPlan { Exclusive = false, OpenLimit = TimeSpan.FromMilliseconds(300) });
                _next.Resuming = async (_, _, deadline) =>
                {
                    await Task.Delay(Timeout.Infinite, deadline.Token);
                    return null;
                };
                break;
            case "resume returns null": _next.Resuming = (_, _, _) => Task.FromResult<IDeviceConnection?>(null); break;
        }

        Assert.Equal(new HandOverResult(HandOverKind.Reconnect, true, ""), await _scene.ReplaceAsync(HandOverScene.Model(_next)));

        await _scene.SaidAsync("hello next");
        await Eventually.TrueAsync(() => _scene.Peer.Open == 1, "the old socket is closed");
        Assert.DoesNotContain("goodbye old", _scene.Peer.Said);
        Assert.Equal((0L, 2L), (_scene.Now.Connections.Leaked, _scene.Now.Connections.Opened));
        Assert.Contains(why, _scene.Now.Transitions.Single(transition => transition.To == DeviceStatus.Connecting && transition.From == DeviceStatus.Online).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_ResumeHangs_Fails()
    {
        _next = _scene.Driver(HandOverKind.Resume, "next", new DriverPlan { Exclusive = false, OpenLimit = TimeSpan.FromMilliseconds(300) });
        _next.Resuming = (_, _, _) => new TaskCompletionSource<IDeviceConnection?>().Task;

        var result = await _scene.ReplaceAsync(HandOverScene.Model(_next));

        Assert.Equal((false, DeviceStatus.Failed), (result.Serves, _scene.Now.Status));
        Assert.Contains("ResumeAsync ignored", result.Reason, StringComparison.Ordinal);
        Assert.Equal(new HandOverResult(HandOverKind.Reconnect, true, ""), await _scene.ReplaceAsync(HandOverScene.Model(_old, generation: 3)));
    }

    [Fact]
    public async Task PeerHangsUp_AfterTheHandOver_EndsTheNewConnection()
    {
        Assert.Equal(Resumed, await _scene.ReplaceAsync(HandOverScene.Model(_next)));

        _scene.Peer.HangUp(0);

        await _scene.Bench.WaitAsync(HandOverScene.Id, device => device.Transitions.Any(transition => transition.To == DeviceStatus.Backoff));
        await _scene.SaidAsync("hello next");
    }

    [Theory]
    [InlineData("turn")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task Stop_InTheMiddle_EndsEverythingWithinTheLimit(string phase)
    {
        var reached = new TaskCompletionSource();
        async Task HangAsync(CancellationToken stop)
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
        }

        switch (phase)
        {
            case "turn":
                _old.Executing = deadline => HangAsync(deadline.Token);
                _ = _scene.Device.PostAsync("light", true, isWaitedFor: false);
                await reached.Task;
                break;
            case "suspend":
                _old.Suspending = async (left, deadline) =>
                {
                    await HangAsync(deadline.Token);
                    return left;
                };
                break;
            default:
                _next.Resuming = async (_, _, deadline) =>
                {
                    await HangAsync(deadline.Token);
                    return null;
                };
                break;
        }

        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await reached.Task;
        var began = TimeProvider.System.GetTimestamp();
        _scene.Device.Disable();

        var result = await replacing;
        Assert.Equal((false, "The device is disabled."), (result.Serves, result.Reason));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 4.5);
        Assert.Equal(0, _scene.Now.Connections.Open);
    }

    [Theory]
    [InlineData(1, DeviceStatus.Online)]
    [InlineData(2, DeviceStatus.Failed)]
    public async Task Quarantine_InTheMiddle_HitsItsOwnGenerationOnly(int generation, DeviceStatus status)
    {
        var reached = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _next.Resuming = async (attempt, left, deadline) =>
        {
            reached.TrySetResult();
            await go.Task.WaitAsync(deadline.Token);
            return await _next.GoOnAsync(attempt, left, deadline);
        };
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await reached.Task;

        _scene.Device.Quarantine(new(HandOverScene.Id, "bench", generation), "It went round the host.");
        await _scene.Bench.UntilAsync(_scene.Device.WhenHandledAsync());
        go.TrySetResult();

        Assert.Equal(status == DeviceStatus.Online, (await replacing).Serves);
        Assert.Equal(status, _scene.Now.Status);
    }

    [Fact]
    public async Task Replace_Again_SupersedesTheFirst()
    {
        var reached = new TaskCompletionSource();
        _next.Resuming = async (_, _, deadline) =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, deadline.Token);
            return null;
        };
        var first = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await reached.Task;

        var second = await _scene.ReplaceAsync(HandOverScene.Model(_old, generation: 3));

        Assert.Equal((false, "Another replacement took its place."), ((await first).Serves, (await first).Reason));
        Assert.Equal(new HandOverResult(HandOverKind.Reconnect, true, ""), second);
    }
}
