using System.Net.Sockets;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>What tests and benchmarks do to a controller, and read of it.</summary>
public sealed class HookTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drop_ClosesEveryConnection(bool withGoodbye)
    {
        await using var controller = await RunningController.StartAsync();
        using var first = await controller.LogInAsync();
        using var second = await controller.LogInAsync();

        controller.Device.Drop(withGoodbye);

        foreach (var client in new[] { first, second })
        {
            Assert.Equal(withGoodbye ? [2, 1] : [], await client.HearAsync(withGoodbye ? 2 : 0));
            await client.ExpectEndAsync();
        }
    }

    [Fact]
    public async Task Reset_IsSeenAsOne()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();

        controller.Device.Reset();

        await Assert.ThrowsAsync<SocketException>(client.ExpectEndAsync);
        await controller.UntilAsync(seen => seen is { Open: 0, ClosedByReset: 0 }, "it is closed");
    }

    [Fact]
    public async Task Push_SendsWhatNobodyAskedFor()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();

        controller.Device.Push([1, 2, 3]);

        await client.ExpectAsync([1, 2, 3]);
        await client.PollAsync();
    }

    [Fact]
    public async Task WallSwitch_ShowsInTheNextSnapshot()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();

        controller.Device.SetOutput(16, 8, 42);

        Assert.Equal(42, (await client.PollAsync())[127]);
        Assert.Equal(42, controller.Device[16, 8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => controller.Device[17, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => controller.Device.SetOutput(1, 0, 1));
    }

    [Fact]
    public async Task EndOfTheClient_IsToldApartFromItsReset()
    {
        await using var controller = await RunningController.StartAsync();
        using (var client = await controller.LogInAsync())
        {
            client.EndSending();
            await client.ExpectEndAsync();
        }

        using var next = await controller.LogInAsync();
        next.Reset();

        await controller.UntilAsync(seen => seen is { ClosedByEnd: 1, ClosedByReset: 1, Open: 0 }, "both are counted");
    }

    [Fact]
    public async Task Messages_BearTheTime_AndTheLastAreKept()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("log-size=3", time);
        using var client = await controller.LogInAsync();
        for (var i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(350));
            await client.PollAsync();
        }

        var polls = controller.Device.Messages;

        Assert.Equal(3, polls.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(700), polls[2].At - polls[0].At);
        Assert.Equal(time.GetUtcNow(), polls[2].At);
        Assert.Equal(ShortMessages.Poll.ToArray(), polls[2].Plain.ToArray());
        Assert.Equal((4, 4), (controller.Counters.Polls, controller.Counters.Snapshots));
    }

    [Fact]
    public async Task Bytes_AreCountedBothWays()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();
        await client.PollAsync();

        Assert.Equal(LoginRequest.Length + 2, controller.Counters.BytesReceived);
        await controller.UntilAsync(seen => seen.BytesSent == LoginAnswer.Length + Snapshot.Length, "all is counted");
    }

    [Fact]
    public void BeforeItRuns_ThereIsNothingToSee()
    {
        var device = new IpcomVirtualDevice();
        device.SetOutput(1, 1, 5);

        Assert.Equal(5, device[1, 1]);
        Assert.Empty(device.Messages);
        Assert.Throws<InvalidOperationException>(device.NewKey);
    }
}
