using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>The old connection says goodbye, then the new one is opened.</summary>
public sealed class ReconnectTests : IAsyncDisposable
{
    private static readonly HandOverResult Reconnected = new(HandOverKind.Reconnect, true, "");

    private readonly HandOverScene _scene = new();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Replace_Online_FinishesTheCommandSaysGoodbyeAndOpensAnew()
    {
        var executing = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var old = await _scene.ServeAsync(_scene.Driver(HandOverKind.Reconnect));
        old.Executing = _ =>
        {
            executing.TrySetResult();
            return go.Task;
        };
        var command = _scene.Device.PostAsync("light", true, isWaitedFor: true);
        await executing.Task;
        _scene.Peer.Tell("level 1\n");
        await _scene.ShowsAsync("1");

        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_scene.Driver(HandOverKind.Reconnect, "next")));
        await _scene.Bench.UntilAsync(_scene.Device.WhenHandledAsync());
        var queued = _scene.Device.PostAsync("light", true, isWaitedFor: true);
        go.SetResult();

        Assert.Equal(Reconnected, await replacing);
        Assert.Equal(CommandAnswerStatus.Completed, (await command).Status);
        Assert.Equal(CommandAnswerStatus.Completed, (await queued).Status);
        await _scene.SaidAsync("light by next");
        Assert.Equal(["hello old", "light by old", "goodbye old", "hello next", "light by next"], _scene.Peer.Said);
        await _scene.ShowsAsync("1");
    }

    [Fact]
    public async Task Replace_NotOnline_EndsWhenItGetsOnline()
    {
        var old = _scene.Driver(HandOverKind.Resume);
        old.Opening = _ => throw ConnectionEndedException.Lost("It is not there.");
        _scene.Bench.Add(HandOverScene.Id, old);
        await _scene.Bench.WaitAsync(HandOverScene.Id, DeviceStatus.Backoff);
        var next = _scene.Driver(HandOverKind.Resume, "next", new DriverPlan { Backoff = new Backoff { First = TimeSpan.FromMilliseconds(20), Cap = TimeSpan.FromMilliseconds(20) } });
        next.Opening = _ => next.Opened < 3 ? throw ConnectionEndedException.Lost("Not yet.") : Task.CompletedTask;

        Assert.Equal(Reconnected, await _scene.ReplaceAsync(HandOverScene.Model(next)));
    }

    [Fact]
    public async Task Replace_PerPoll_EndsWithTheFirstGoodPoll()
    {
        var plan = new DriverPlan { Mode = ConnectionMode.PerPoll };
        _scene.Bench.Add(HandOverScene.Id, _scene.Driver(HandOverKind.Resume, policy: plan));
        await _scene.Bench.WaitAsync(HandOverScene.Id, DeviceStatus.Online);

        Assert.Equal(Reconnected, await _scene.ReplaceAsync(HandOverScene.Model(_scene.Driver(HandOverKind.Resume, "next", plan))));
    }

    [Theory]
    [InlineData("disabled", "The device is disabled.")]
    [InlineData("stopped", "The device is stopped.")]
    [InlineData("refused", "Wrong PIN.")]
    [InlineData("broken", "A mistake.")]
    [InlineData("without a driver", "It is gone.")]
    public async Task Replace_WillNotServeByItself_EndsWithTheReason(string how, string reason)
    {
        await _scene.ServeAsync(_scene.Driver(HandOverKind.Reconnect));
        var next = _scene.Driver(HandOverKind.Reconnect, "next", new DriverPlan { CredentialTries = 1 });
        var model = HandOverScene.Model(next);
        switch (how)
        {
            case "disabled": _scene.Device.Disable(); break;
            case "stopped": await _scene.Device.DisposeAsync(); break;
            case "refused": next.Opening = _ => throw ConnectionEndedException.CredentialsRefused("Wrong PIN."); break;
            case "broken": next.Opening = _ => throw new InvalidOperationException("A mistake."); break;
            default: model = model with { Driver = null, Problem = "It is gone." }; break;
        }

        var result = await _scene.ReplaceAsync(model);

        Assert.False(result.Serves);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }
}
