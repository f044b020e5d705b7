using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Ipcom.Virtual;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

public sealed class WriteTests
{
    private static readonly byte[] Right = IpcomVectors.Get("V10").Plain;

    [Theory]
    [InlineData("frame", "040123003e022121")]
    [InlineData("two", "0401")]
    [InlineData("seventeen", "040102233e000a01000000ff00000000fe")]
    [InlineData("silence", "")]
    public async Task Write_IsAnsweredAsSet(string knob, string answer)
    {
        await using var controller = await RunningController.StartAsync($"write-answer={knob}");
        using var client = await controller.LogInAsync();

        await client.SayAsync(Right);

        var expected = Convert.FromHexString(answer);
        Assert.Equal(expected, await client.HearAsync(expected.Length));
        Assert.Equal(255, (await client.PollAsync())[19]);
    }

    [Fact]
    public async Task Write_IsAnsweredWithASnapshotAsSet()
    {
        await using var controller = await RunningController.StartAsync("write-answer=snapshot");
        using var client = await controller.LogInAsync();

        await client.SayAsync(Right);

        Assert.Equal(255, (await client.HearSnapshotAsync())[19]);
        Assert.Equal((0, 1), (controller.Counters.Polls, controller.Counters.Snapshots));
    }

    [Theory]
    [InlineData("the checksum", 16, 0x01)]
    [InlineData("the address", 4, 0x4c)]
    [InlineData("the address", 4, 0x3b)]
    [InlineData("the bus", 2, 0x01)]
    [InlineData("the command", 7, 0x02)]
    public async Task FrameThatIsNotRight_IsNobodys(string what, int at, byte value)
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();
        var wrong = (byte[])[.. Right];
        wrong[at] = value;

        await client.SayAsync(wrong);

        Assert.Equal(new byte[Snapshot.Values], await client.PollAsync());
        Assert.True((controller.Counters.Messages(IpcomMessageKind.Frame), controller.Counters.Writes) == (1, 0), what);
    }

    [Fact]
    public async Task FrameOfAnotherLength_IsTakenWholeAndIgnored()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();

        await client.SayAsync([4, 1, 2, 0x23, 0x3e, 0, 4, 1, 2, 3, 0]);

        await client.PollAsync();
        Assert.Equal((1, 0, 0), (controller.Counters.Messages(IpcomMessageKind.Frame), controller.Counters.Writes, controller.Counters.DiscardedBytes));
    }

    [Fact]
    public async Task Write_IsShownOnceItHasReachedTheOutputs()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("apply-delay=20ms", time);
        using var client = await controller.LogInAsync();

        await client.SayAsync(Right);
        await client.ReceiveAsync(8);
        Assert.Equal(0, (await client.PollAsync())[19]);
        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal(0, controller.Device[3, 4]);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(255, (await client.PollAsync())[19]);
        Assert.Equal(255, controller.Device[3, 4]);
    }

    [Fact]
    public async Task Writes_KeepTheirOrder_HoweverLongOneTakes()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("", time, "slow-write=300ms@1");
        using var client = await controller.LogInAsync();

        await client.WriteAsync(1, 1, 0, 0, 0, 0, 0, 0, 0);
        await client.ReceiveAsync(8);
        await client.WriteAsync(1, 2, 0, 0, 0, 0, 0, 0, 0);
        await client.ReceiveAsync(8);

        Assert.Equal(0, controller.Device[1, 1]);
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(2, controller.Device[1, 1]);
    }

    [Fact]
    public async Task Coalesced_AnswerWaitsForTheNext()
    {
        await using var controller = await RunningController.StartAsync("coalesce=true");
        using var client = await controller.LogInAsync();

        await client.SayAsync(Right);
        await controller.UntilAsync(seen => seen.Writes == 1, "the write has come");
        await client.SayAsync(ShortMessages.Poll);

        Assert.Equal(8 + Snapshot.Length, (await client.ReceiveSegmentAsync()).Length);
    }
}
