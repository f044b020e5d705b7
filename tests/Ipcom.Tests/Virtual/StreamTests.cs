using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Ipcom.Virtual;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>Messages without frames: cut, joined, begun and never finished.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task MessagesCutIntoBytes_AreFound()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.ConnectAsync();
        foreach (var (id, answer) in new[] { ("V01", LoginAnswer.Length), ("V10", 8), ("V07", 2), ("V03", Snapshot.Length) })
        {
            foreach (var letter in IpcomVectors.Get(id).Wire)
            {
                await client.SendAsync(letter);
            }

            await client.ReceiveAsync(answer);
        }

        Assert.Equal(255, controller.Device[3, 4]);
        Assert.Equal(0, controller.Counters.DiscardedBytes);
    }

    [Fact]
    public async Task MessagesInOneSegment_AreAnsweredInOrder()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.ConnectAsync();

        await client.SendAsync([.. Wire("V01"), .. Wire("V03"), .. Wire("V10"), .. Wire("V03"), .. Wire("V08")]);

        client.TakeKey(IpcomVectors.Get("V02").Plain);
        await client.ExpectAsync(Wire("V02"));
        Assert.Equal(0, (await client.HearSnapshotAsync())[19]);
        await client.ReceiveAsync(8);
        Assert.Equal(255, (await client.HearSnapshotAsync())[19]);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task StrictReading_TakesNoTwoMessagesAtOnce()
    {
        await using var controller = await RunningController.StartAsync("key=a strict-reading=true");
        using var client = await controller.LogInAsync();
        await client.PollAsync();

        await client.SendAsync([.. Wire("V03"), .. Wire("V03")]);
        await controller.UntilAsync(seen => seen.DiscardedBytes == 4, "both are thrown away");

        await client.PollAsync();
        Assert.Equal((2, 1), (controller.Counters.Polls, controller.Counters.Messages(IpcomMessageKind.Unknown)));
    }

    [Fact]
    public async Task WhatIsNoMessage_IsThrownAwayAndCounted()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.LogInAsync();

        await client.SayAsync([6, 1, 9, 9, 9]);
        await controller.UntilAsync(seen => seen.DiscardedBytes == 5, "it is thrown away");

        await client.PollAsync();
        Assert.Equal([6, 1, 9, 9, 9], controller.Device.Messages[1].Plain.ToArray());
    }

    [Fact]
    public async Task WhatIsNoMessage_EndsTheConnectionAsSet()
    {
        await using var controller = await RunningController.StartAsync("unknown=close");
        using var client = await controller.LogInAsync();

        await client.SayAsync([6, 1]);

        Assert.Equal(ShortMessages.Disconnect.ToArray(), await client.HearAsync(2));
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("230100027f7f")]
    [InlineData("230100020202")]
    public async Task FramedShortMessagesOfThePublicClient_AreSwallowed(string wire)
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.LogInAsync();

        await client.SendAsync(Convert.FromHexString(wire));
        await controller.UntilAsync(seen => seen.DiscardedBytes == 6, "it is thrown away");

        await client.PollAsync();
    }

    [Fact]
    public async Task HalfAMessage_IsDroppedAfterFiveSeconds_AndTheConnectionStays()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("key=a stall-limit=7s", time);
        using var client = await controller.LogInAsync();

        await client.SendAsync(Wire("V10")[..9]);
        await time.WaitForTimerAsync(5 * Second);
        time.Advance(5 * Second);
        await controller.UntilAsync(seen => seen.DiscardedBytes == 9, "the half is dropped");

        await client.PollAsync();
        Assert.Equal(0, controller.Counters.Writes);
    }

    [Fact]
    public async Task IdleClient_IsClosedAfterTwoMinutes()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync(time: time);
        using var client = await controller.LogInAsync();
        await time.WaitForTimerAsync(120 * Second);
        time.Advance(119 * Second);
        await client.SayAsync(ShortMessages.KeepAlive);
        await client.ReceiveAsync(2);
        time.Advance(119 * Second);
        await client.PollAsync();

        time.Advance(120 * Second);

        await client.ExpectEndAsync();
        Assert.Equal(1, controller.Counters.ClosedAsIdle);
    }

    [Fact]
    public async Task KeepAlive_IsNotAnsweredAsSet()
    {
        await using var controller = await RunningController.StartAsync("keep-alive-answer=false");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.KeepAlive);

        await client.PollAsync();
        Assert.Equal(1, controller.Counters.KeepAlives);
    }

    [Theory]
    [InlineData("chunks=1,69 chunk-delay=20ms", new[] { 1, 69, 60 })]
    [InlineData("chunk-size=50 chunk-delay=20ms", new[] { 50, 50, 30 })]
    public async Task Answers_AreCutAsSet(string knobs, int[] segments)
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync($"short-login-answer=true key=a {knobs}", time);
        using var client = await controller.ConnectAsync();
        await client.SendAsync(Wire("V01"));
        await HearInPiecesAsync(LoginAnswer.ShortLength);
        client.GoClear();

        await client.SayAsync(ShortMessages.Poll);

        Assert.Equal(segments, await HearInPiecesAsync(Snapshot.Length));

        async Task<List<int>> HearInPiecesAsync(int length)
        {
            var pieces = new List<int>();
            while (true)
            {
                pieces.Add((await client.ReceiveSegmentAsync()).Length);
                if (pieces.Sum() == length)
                {
                    return pieces;
                }

                await time.WaitForTimerAsync(TimeSpan.FromMilliseconds(20));
                time.Advance(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [Fact]
    public async Task Answers_ComeAfterTheLatency()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("latency=40ms", time);
        using var client = await controller.ConnectAsync();

        await client.SendAsync(Wire("V01"));
        await time.WaitForTimerAsync(TimeSpan.FromMilliseconds(40));
        Assert.Equal(0, controller.Counters.BytesSent);
        time.Advance(TimeSpan.FromMilliseconds(40));

        await client.ReceiveAsync(LoginAnswer.Length);
    }

    [Fact]
    public async Task ClientThatTakesNothing_IsResetAfterFiveSeconds_AndTheOthersAreServed()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("partial-limit=7s", time);
        using var other = await controller.LogInAsync();
        using var client = await controller.LogInAsync();
        controller.Ask("garbage=1000000");
        for (var i = 0; i < 20; i++)
        {
            await client.SayAsync(ShortMessages.Poll);
        }

        await time.WaitForTimerAsync(5 * Second);
        time.Advance(5 * Second);

        await controller.UntilAsync(seen => seen is { ClosedAsStalled: 1, Open: 1 }, "it is dropped");
        controller.Ask("garbage=0");
        await other.PollAsync();
    }

    private static byte[] Wire(string id) => IpcomVectors.Get(id).Wire;
}
