using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>The next connection is open before the one before is closed.</summary>
public sealed class OverlapTests : IAsyncLifetime
{
    private static readonly HandOverResult Overlapped = new(HandOverKind.Overlap, true, "");
    private static readonly DriverPlan Hasty = new()
    {
        Exclusive = false,
        Backoff = new Backoff { First = TimeSpan.FromMilliseconds(20), Cap = TimeSpan.FromMilliseconds(50) },
    };

    private readonly HandOverScene _scene = new();
    private readonly TaskCompletionSource _go = new();
    private LineDriver _old = null!;
    private LineDriver _next = null!;

    public async ValueTask InitializeAsync()
    {
        _next = _scene.Driver(HandOverKind.Overlap, "next", Hasty);
        _old = await _scene.ServeAsync(_scene.Driver(HandOverKind.Overlap));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Replace_NewGeneration_TwoForAWhileThenOne()
    {
        _next.Opening = deadline => _go.Task.WaitAsync(deadline.Token);
        _scene.Peer.Tell("level 1\n");
        await _scene.ShowsAsync("1");
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened == 1, "the next one is being opened");

        // The old one serves on.
        _scene.Peer.Tell("level 2\n");
        await _scene.ShowsAsync("2");
        Assert.Equal(CommandAnswerStatus.Completed, (await _scene.Device.PostAsync("light", true, isWaitedFor: true)).Status);
        _go.SetResult();

        Assert.Equal(Overlapped, await replacing);
        await _scene.SaidAsync("goodbye old");
        await Eventually.TrueAsync(() => _scene.Peer.Open == 1, "the old one is closed");
        Assert.Equal(CommandAnswerStatus.Completed, (await _scene.Device.PostAsync("light", true, isWaitedFor: true)).Status);
        await _scene.SaidAsync("light by next");
        Assert.Equal(["hello old", "light by old", "goodbye old", "hello next", "light by next"], _scene.Peer.Said);
        Assert.Equal([DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Online], _scene.Statuses);
        Assert.Equal((2L, 0L), (_scene.Now.Connections.Opened, _scene.Now.Connections.Leaked));
        Assert.True(_scene.Now.Entities.Single(entity => entity.Declared.Id == "level").IsAvailable);
    }

    [Fact]
    public async Task Events_AtAHighRateDuringTheSwitches_AreNeitherLostNorDoubled()
    {
        var drivers = new[] { _old, _next };
        var numbers = 0;
        var isOver = false;
        var telling = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                _scene.Peer.Tell($"ring {++numbers}\n");
                if (numbers % 20 == 0)
                {
                    await Task.Delay(1);
                }
            }
        });
        for (var round = 1; round <= 6; round++)
        {
            Assert.Equal(Overlapped, await _scene.ReplaceAsync(HandOverScene.Model(drivers[round % 2], generation: round + 1)));
            await Eventually.TrueAsync(() => _scene.Peer.Open == 1, "the old one is closed");
        }

        Volatile.Write(ref isOver, true);
        await telling;
        await Eventually.TrueAsync(() => _scene.Rings is { Count: > 0 } rings && rings[^1] == $"{numbers}", "the last one is there");

        // What the log still has is without a gap and without a double.
        var rings = _scene.Rings.Select(int.Parse).ToList();
        Assert.Equal(Enumerable.Range(rings.Min(), rings.Count), rings.Order());
    }

    [Fact]
    public async Task Values_OfTheNextOne_WaitUntilItServes()
    {
        _scene.Peer.Tell("level old\n");
        await _scene.ShowsAsync("old");
        _next.Opening = async deadline =>
        {
            _next.Last!.Entities.Set("level", "new");
            await _go.Task.WaitAsync(deadline.Token);
        };
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened == 1, "the next one is being opened");
        await _scene.Bench.UntilAsync(_scene.Device.WhenHandledAsync());
        await _scene.ShowsAsync("old");
        _go.SetResult();

        Assert.Equal(Overlapped, await replacing);

        await _scene.ShowsAsync("new");
        _old.Last!.Entities.Set("level", "old");
        await _scene.ShowsAsync("new");
    }

    [Fact]
    public async Task Next_DoesNotOpen_TheOldOneGoesOnUntilItDoes()
    {
        _next.Opening = _ => _next.Opened < 4 ? throw ConnectionEndedException.Lost("It is not there.") : Task.CompletedTask;

        Assert.Equal(Overlapped, await _scene.ReplaceAsync(HandOverScene.Model(_next)));

        Assert.Equal(4, _next.Opened);
        Assert.Equal([DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Online], _scene.Statuses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RollBack_ToTheModelThatServes_DropsTheAttemptWithoutADisconnect(bool isOpening)
    {
        var model = _scene.Device.Model;
        _next.Opening = deadline => isOpening ? _go.Task.WaitAsync(deadline.Token) : throw ConnectionEndedException.Lost("It is not there.");
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened >= (isOpening ? 1 : 2), "it is tried");

        Assert.True((await _scene.ReplaceAsync(model)).Serves);

        Assert.False((await replacing).Serves);
        Assert.Equal((1, 1, 1), (_scene.Peer.Accepted, _scene.Peer.Open, _scene.Now.Generation));
        Assert.DoesNotContain("goodbye old", _scene.Peer.Said);
        _scene.Peer.Tell("level 3\n");
        await _scene.ShowsAsync("3");
        Assert.Equal(CommandAnswerStatus.Completed, (await _scene.Device.PostAsync("light", true, isWaitedFor: true)).Status);
    }

    [Fact]
    public async Task Next_IsRefused_TheOldOneGoesOnAndNothingMoreIsTried()
    {
        _next.Opening = _ => throw ConnectionEndedException.CredentialsRefused("Wrong PIN.");

        Assert.Equal(new HandOverResult(HandOverKind.Overlap, false, "Wrong PIN."), await _scene.ReplaceAsync(HandOverScene.Model(_next, pin: "1")));

        Assert.Equal((2, DeviceStatus.Online), (_next.Opened, _scene.Now.Status));
        _scene.Peer.Tell("level 3\n");
        await _scene.ShowsAsync("3");
    }

    [Fact]
    public async Task Old_IsLostMeanwhile_TheNextOneTakesItsPlace()
    {
        _next.Opening = deadline => _go.Task.WaitAsync(deadline.Token);
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened == 1, "the next one is being opened");
        _scene.Peer.HangUp(0);
        await _scene.Bench.WaitAsync(HandOverScene.Id, DeviceStatus.Connecting);
        _go.SetResult();

        Assert.True((await replacing).Serves);
        Assert.Equal((1, DeviceStatus.Online), (_next.Opened, _scene.Now.Status));
        Assert.Equal(CommandAnswerStatus.Completed, (await _scene.Device.PostAsync("light", true, isWaitedFor: true)).Status);
        await _scene.SaidAsync("light by next");
    }

    [Fact]
    public async Task Plan_IsExclusive_ReconnectsWithAWarning()
    {
        _next = _scene.Driver(HandOverKind.Overlap, "next", new DriverPlan { Exclusive = true });

        Assert.Equal(new HandOverResult(HandOverKind.Reconnect, true, ""), await _scene.ReplaceAsync(HandOverScene.Model(_next)));

        Assert.Contains(_scene.Bench.LogOf(HandOverScene.Id), entry => entry.Message.Contains("one client only", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Quarantine_InTheMiddle_HitsItsOwnGenerationOnly(int generation, bool serves)
    {
        _next.Opening = deadline => _go.Task.WaitAsync(deadline.Token);
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened == 1, "the next one is being opened");

        _scene.Device.Quarantine(new(HandOverScene.Id, "bench", generation), "It went round the host.");
        await _scene.Bench.UntilAsync(_scene.Device.WhenHandledAsync());
        _go.SetResult();

        Assert.Equal(serves, (await replacing).Serves);
        Assert.Equal((DeviceStatus.Online, serves ? 2 : 1), (_scene.Now.Status, _scene.Now.Generation));
    }

    [Fact]
    public async Task Stop_InTheMiddle_EndsBothAtTheSameTime()
    {
        // Each of them alone takes all the time that an end may take.
        _old.Disposing = _next.Disposing = () => new TaskCompletionSource().Task;
        _next.Opening = deadline => _go.Task.WaitAsync(deadline.Token);
        var replacing = _scene.ReplaceAsync(HandOverScene.Model(_next));
        await Eventually.TrueAsync(() => _next.Opened == 1, "the next one is being opened");
        var began = TimeProvider.System.GetTimestamp();

        _scene.Device.Disable();

        Assert.Equal("The device is disabled.", (await replacing).Reason);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 4.5);
        Assert.Equal(0, _scene.Now.Connections.Open);
    }
}
