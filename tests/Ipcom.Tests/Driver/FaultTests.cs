using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>What goes wrong on the way, and that the device comes back without anything left.</summary>
public sealed class FaultTests
{
    private static readonly Func<DriverPlan, DriverPlan> Hasty =
        plan => plan with { Backoff = plan.Backoff with { First = TimeSpan.FromMilliseconds(50), Jitter = 0 } };

    [Theory]
    [InlineData("reset@3", 2)]
    [InlineData("drop@3", 2)]
    [InlineData("goodbye@3", 2)]
    [InlineData("half-frame=close@3", 2)]
    [InlineData("garbage=1000@3", 1)]
    [InlineData("garbage-after=1000@3", 1)]
    [InlineData("garbage=17", 1)]
    [Trait("Scenario", "S17")]
    public async Task Fault_IsOvercome(string fault, int connections)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Faults = [fault], Change = Hasty });

        await bench.UntilAsync(() => bench.Counters.LoggedIn == connections && bench.Counters.Polls >= 8, "it goes on");
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        bench.Controller.SetOutput(1, 1, 255);
        await bench.Host.WaitForAsync("m1-o1", true);
        await bench.CompleteAsync("m1-o2", true);

        Assert.Equal(connections, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("mute=poll")]
    [InlineData("half-frame")]
    [Trait("Scenario", "S13")]
    public async Task MuteController_IsLostAfterFiveSeconds(string fault)
    {
        await using var bench = await ControllerBench.OnlineAsync();
        bench.Ask(fault);
        var polls = bench.Counters.Polls;
        await bench.UntilAsync(() => bench.Counters.Polls > polls, "it is asked in vain");
        var began = bench.Time.GetTimestamp();

        await bench.Host.WaitForAsync(DeviceStatus.Backoff);

        Assert.InRange(bench.Time.GetElapsedTime(began).TotalSeconds, 4.5, 10);
        Assert.False(bench.Host.Find("m1-o1")!.IsAvailable);
        Assert.Equal(1, bench.Counters.Polls - polls);
        bench.Heal(fault.Split('=')[0]);
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("mute=write")]
    [InlineData("mute=keep-alive")]
    [InlineData("late-answer=300ms")]
    [InlineData("stale-snapshot@4")]
    [InlineData("slow-write=700ms")]
    public async Task SlowOrSilentController_IsKept(string fault)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Faults = [fault] });

        await bench.CompleteAsync("m1-o1", true);
        await bench.CompleteAsync("m1-o2", true);

        Assert.Equal("255 255 0 0 0 0 0 0", bench.WritesTo(1)[^1]);
        Assert.Equal(1, bench.Counters.Accepted);
    }

    [Fact]
    public async Task SecondClient_ThatIsRefused_IsTriedAgainLater()
    {
        await using var bench = await ControllerBench.StartAsync(new() { Knobs = { ["max-clients"] = "1" }, Faults = ["refuse-connection@1"], Change = Hasty });

        await bench.Host.WaitForAsync(DeviceStatus.Online);

        Assert.Equal((2, 1), (bench.Counters.Accepted, bench.Counters.TurnedAway));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task SecondClient_ThatKicksUs_CostsOneReconnect()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["second-client"] = "kick" }, Change = Hasty });

        using (var other = await Virtual.RawClient.ConnectAsync(bench.Port))
        {
            await other.LogInAsync();
            await bench.UntilAsync(() => bench.Counters.LoggedIn == 3, "it logs in again");
        }

        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    [Trait("Scenario", "S18")]
    public async Task CommandThatFails_LeavesTheRestAlone()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Faults = ["stuck-output=1"] });

        var stuck = bench.SendAsync("m1-o1", true);
        await bench.CompleteAsync("m2-o1", true);

        Assert.Equal(CommandAnswerStatus.Failed, (await stuck).Status);
        await bench.CompleteAsync("m3-o1", true);
        Assert.Equal(1, bench.Counters.Accepted);
    }

    [Fact]
    [Trait("Scenario", "S11")]
    public async Task Attempts_FollowTheBackOffAndASuccessResetsIt()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { IsFake = true, Knobs = { ["latency"] = "0ms" } });
        bench.Ask("refuse-connection");
        bench.Controller.Drop();
        var lost = bench.Time.GetTimestamp();
        var attempts = new List<double>();
        var seen = bench.Counters.Accepted;

        await bench.UntilAsync(
            () =>
            {
                while (bench.Counters.Accepted > seen)
                {
                    seen++;
                    attempts.Add(bench.Time.GetElapsedTime(lost).TotalSeconds);
                }

                return attempts.Count >= 7;
            },
            "seven attempts",
            120);

        // After 1, 2, 4, 8, 16, 30 and 30 seconds, each a tenth more or less.
        double[] due = [1, 3, 7, 15, 31, 61, 91];
        Assert.All(attempts.Zip(due), pair => Assert.InRange(pair.First, (pair.Second * 0.9) - 0.1, (pair.Second * 1.1) + 1));
        bench.Heal("refuse-connection");
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        bench.Controller.Drop();
        await bench.Host.WaitForAsync(DeviceStatus.Backoff);
        var again = bench.Time.GetTimestamp();
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        Assert.InRange(bench.Time.GetElapsedTime(again).TotalSeconds, 0, 2);
    }

    [Fact]
    [Trait("Scenario", "S19")]
    public async Task OrderlyStop_SaysGoodbyeAndRefusesCommands()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["key"] = Convert.ToHexString(IpcomVectors.KeyA) } });

        await bench.AssertNothingLeftAsync();

        Assert.Equal([0x7e, 0xe3], bench.Messages(IpcomMessageKind.Goodbye)[^1].Wire.ToArray());
        Assert.Equal(CommandAnswerStatus.Offline, (await bench.SendAsync("m1-o1", true)).Status);
    }
}
