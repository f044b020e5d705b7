using System.Net.Sockets;
using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

public sealed class FaultTests
{
    private static readonly byte[] On = [0, 0, 0, 255, 0, 0, 0, 0];

    [Theory]
    [InlineData("refuse-connection")]
    [InlineData("refuse-connection=rst")]
    public async Task RefuseConnection_EndsItAtOnce(string fault)
    {
        await using var controller = await RunningController.FaultyAsync($"{fault}@1");

        // A reset may come before the connect has returned.
        var error = await Record.ExceptionAsync(async () =>
        {
            using var client = await controller.ConnectAsync();
            await client.ExpectEndAsync();
        });

        Assert.Equal(fault.EndsWith("rst", StringComparison.Ordinal), error is SocketException);
        using var next = await controller.LogInAsync();
    }

    [Fact]
    public async Task MuteLogin_NeverAnswers()
    {
        await using var controller = await RunningController.FaultyAsync("mute-login@1");
        using var client = await controller.ConnectAsync();
        await client.SendAsync(IpcomVectors.Get("V01").Wire);

        await client.LogInAsync();

        Assert.Equal((2, 1), (controller.Counters.Logins, controller.Counters.LoggedIn));
    }

    [Theory]
    [InlineData("refuse-login", "0eea")]
    [InlineData("refuse-login=clear", "0201")]
    [InlineData("refuse-login=unknown", "5ac3")]
    [InlineData("refuse-login=close", "")]
    public async Task RefuseLogin_RefusesTheRightOne(string fault, string answer)
    {
        await using var controller = await RunningController.FaultyAsync(fault);
        using var client = await controller.ConnectAsync();

        await client.SendAsync(IpcomVectors.Get("V01").Wire);

        await client.ExpectAsync(Convert.FromHexString(answer));
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task HalfLogin_SendsHalfTheKey()
    {
        await using var controller = await RunningController.FaultyAsync("half-login=close");
        using var client = await controller.ConnectAsync();

        await client.SendAsync(IpcomVectors.Get("V01").Wire);

        await client.ReceiveAsync(LoginAnswer.Length / 2);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Mute_TakesWhatItDoesNotAnswer()
    {
        await using var controller = await RunningController.FaultyAsync("mute@1");
        using var client = await controller.LogInAsync();

        await client.WriteAsync(3, On);

        Assert.Equal(255, (await client.PollAsync())[19]);
    }

    [Fact]
    public async Task Mute_WithAKind_AnswersTheOthers()
    {
        await using var controller = await RunningController.FaultyAsync("mute=poll");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);
        await client.SayAsync(ShortMessages.KeepAlive);

        Assert.Equal(ShortMessages.KeepAlive.ToArray(), await client.HearAsync(2));
    }

    [Theory]
    [InlineData("reset", 0)]
    [InlineData("drop", 0)]
    [InlineData("goodbye", 2)]
    [InlineData("half-frame=close", 65)]
    public async Task InPlaceOfAnAnswer_TheConnectionEnds(string fault, int bytes)
    {
        await using var controller = await RunningController.FaultyAsync(fault);
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);

        var answer = await client.HearAsync(bytes);
        Assert.True(fault != "goodbye" || answer.AsSpan().SequenceEqual(ShortMessages.Disconnect));
        await ExpectEndAsync(client, isReset: fault == "reset");
        Assert.Equal(0, controller.Counters.Snapshots);
    }

    [Fact]
    public async Task HalfFrame_IsTheLastThatComes()
    {
        await using var controller = await RunningController.FaultyAsync("half-frame@1");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);
        await client.ReceiveAsync(Snapshot.Length / 2);
        await client.SayAsync(ShortMessages.Poll);
        await client.SayAsync(ShortMessages.Disconnect);

        await client.ExpectEndAsync();
        Assert.Equal((2, 0), (controller.Counters.Polls, controller.Counters.Snapshots));
    }

    [Fact]
    public async Task HalfFrame_MayBeFollowedByTheNextAnswer()
    {
        await using var controller = await RunningController.FaultyAsync("half-frame=next@1");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);
        await client.ReceiveAsync(Snapshot.Length / 2);

        await client.PollAsync();
    }

    [Fact]
    public async Task Garbage_ComesBeforeOrBehindAnAnswer()
    {
        await using var controller = await RunningController.FaultyAsync("garbage=7@1", "garbage-after@1");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);
        var segment = await client.ReceiveAsync(7 + Snapshot.Length + 16);

        client.Cipher.Decipher(segment.AsSpan(7, Snapshot.Length), segment);
        Assert.Equal(ShortMessages.Poll.ToArray(), segment[..2]);
        await client.PollAsync();
    }

    [Fact]
    public async Task LateAnswer_ComesLate()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("", time, "late-answer");
        using var client = await controller.LogInAsync();

        await client.SayAsync(ShortMessages.Poll);
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(3.5));
        Assert.Equal(LoginAnswer.Length, controller.Counters.BytesSent);
        time.Advance(TimeSpan.FromSeconds(3.5));

        await client.HearSnapshotAsync();
    }

    [Fact]
    public async Task StaleSnapshot_ShowsWhatWasBeforeTheWrite()
    {
        await using var controller = await RunningController.FaultyAsync("stale-snapshot@1");
        using var client = await controller.LogInAsync();
        controller.Device.SetOutput(3, 1, 9);
        await client.WriteAsync(3, On);
        await client.ReceiveAsync(8);

        var stale = await client.PollAsync();
        var fresh = await client.PollAsync();

        Assert.Equal((9, 0), (stale[16], stale[19]));
        Assert.Equal((0, 255), (fresh[16], fresh[19]));
    }

    [Fact]
    public async Task LoseWrite_AnswersAndChangesNothing()
    {
        await using var controller = await RunningController.FaultyAsync("lose-write@1");
        using var client = await controller.LogInAsync();

        await client.WriteAsync(3, On);
        await client.ReceiveAsync(8);
        Assert.Equal(0, (await client.PollAsync())[19]);
        await client.WriteAsync(3, On);
        await client.ReceiveAsync(8);

        Assert.Equal(255, (await client.PollAsync())[19]);
        Assert.Equal(2, controller.Counters.Writes);
    }

    [Fact]
    public async Task StuckOutput_StaysAsItIs()
    {
        await using var controller = await RunningController.FaultyAsync("stuck-output=20");
        using var client = await controller.LogInAsync();

        await client.WriteAsync(3, 7, 0, 0, 255, 0, 0, 0, 0);
        await client.ReceiveAsync(8);

        Assert.Equal((7, 0), (controller.Device[3, 1], controller.Device[3, 4]));
    }

    [Fact]
    public void EveryFault_IsDescribedOnce()
    {
        var faults = new Ipcom.Virtual.IpcomVirtualDevice().Faults;

        Assert.All(faults, fault => Assert.NotEmpty(fault.Description));
        Assert.Equal(faults.Count, faults.Select(fault => fault.Name).Distinct().Count());
    }

    private static async Task ExpectEndAsync(RawClient client, bool isReset)
    {
        var error = await Record.ExceptionAsync(client.ExpectEndAsync);
        Assert.Equal(isReset, error is SocketException);
    }
}
