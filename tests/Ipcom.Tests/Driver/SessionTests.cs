using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>One session that lasts: polls, keep-alives, and what a controller may do to it.</summary>
public sealed class SessionTests
{
    [Fact]
    [Trait("Scenario", "S1")]
    [Trait("Scenario", "S4")]
    public async Task Session_LastsWithOneLoginAndItsRhythms()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { IsFake = true, Knobs = { ["latency"] = "0ms" } });
        var began = bench.Time.GetTimestamp();
        var polls = bench.Counters.Polls;

        await bench.PassAsync(TimeSpan.FromSeconds(65));

        var seconds = bench.Time.GetElapsedTime(began).TotalSeconds;
        Assert.Equal((1, 1), (bench.Counters.Accepted, bench.Counters.Logins));
        Assert.Equal(2, bench.Counters.KeepAlives);
        Assert.InRange((bench.Counters.Polls - polls) / seconds, 2.75, 2.92);
        await bench.AssertNothingLeftAsync();
        Assert.Equal(1, bench.Counters.Goodbyes);
    }

    [Fact]
    [Trait("Scenario", "S2")]
    public async Task Polls_ComeEvery350MillisecondsInRealTime()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        var polls = bench.Counters.Polls;

        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);

        Assert.InRange(bench.Counters.Polls - polls, 26, 30);
        Assert.Equal(bench.Counters.Polls, bench.Counters.Snapshots);
    }

    [Fact]
    public async Task ChangeAtTheWall_ShowsWithTheNextPollAndOnlyThenIsPublished()
    {
        await using var bench = await ControllerBench.OnlineAsync();
        await bench.Host.WaitForAsync("m1-o1", false);
        var states = States();
        await bench.UntilAsync(() => bench.Counters.Polls >= 6, "six polls");
        Assert.Equal(states, States());

        bench.Controller.SetOutput(1, 1, 1);
        await bench.Host.WaitForAsync("m1-o1", true);

        Assert.Equal(states + 1, States());

        // The quality of the connection changes by itself, once a minute.
        int States() => bench.Host.Events.Read(null, null, EventType.State, 10_000).Entries.Count(one => one.Entity is { } id && !IsQuality(id));
        static bool IsQuality(string id) => id.StartsWith("round-trip", StringComparison.Ordinal) || id is "missed-polls" or "reconnects";
    }

    [Theory]
    [InlineData("chunk-size=1")]
    [InlineData("chunks=1,69,60;chunk-delay=20ms")]
    [InlineData("coalesce=true;write-answer=snapshot")]
    [InlineData("coalesce=true;write-answer=frame")]
    [Trait("Scenario", "S14")]
    public async Task Answers_CutOrJoined_LoseNothing(string knobs)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = knobs.Split(';').Select(knob => knob.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]) });

        await bench.CompleteAsync("m1-o1", true);
        await bench.CompleteAsync("m1-o1", false);
        await bench.UntilAsync(() => bench.Counters.Polls >= 10, "ten polls");

        Assert.Equal(1, bench.Counters.Accepted);
    }

    [Theory]
    [InlineData("secure=false", 2)]
    [InlineData("short-login-answer=true", 1)]
    [Trait("Scenario", "S20")]
    public async Task Controller_OfAnotherKind_IsServed(string knob, int connections)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { [knob.Split('=')[0]] = knob.Split('=')[1] } });

        await bench.CompleteAsync("m1-o1", true);

        Assert.Equal(connections, bench.Counters.Accepted);
        Assert.Equal(1, bench.Counters.LoggedIn);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    [Trait("Scenario", "S12")]
    public async Task NewKey_AfterAReconnect_IsTaken()
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["key"] = Convert.ToHexString(IpcomVectors.KeyA) } });
        bench.Controller.UseKey(IpcomVectors.KeyB);
        bench.Controller.Drop();

        await bench.UntilAsync(() => bench.Counters.LoggedIn == 2, "it logs in again");
        await bench.UntilAsync(() => bench.Controller.Messages[^1].Wire.Span.SequenceEqual(IpcomVectors.Get("V04").Wire), "polls with the new key");

        var login = bench.Messages(IpcomMessageKind.Login)[^1].Wire.ToArray();
        Assert.Equal([0x0d, 0xa7, 0xe1, 0x27, 0x58, 0x6f, 0xcc], login[..7]);
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.CompleteAsync("m1-o1", true);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    [Trait("Scenario", "S16")]
    public async Task WrongPassword_IsTriedThreeTimes()
    {
        await using var bench = await ControllerBench.StartAsync(new()
        {
            Settings = { ["password"] = "wrong" },
            Change = plan => plan with { Backoff = new Backoff { First = TimeSpan.FromMilliseconds(20), ResetAfter = TimeSpan.Zero } },
        });

        await bench.Host.WaitForAsync(DeviceStatus.AuthFailed);

        Assert.Equal(3, bench.Counters.Logins);
        Assert.Equal("The controller refused the user name or the password.", bench.Host.Device.LastError);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("refuse-login=goodbye", DeviceStatus.AuthFailed)]
    [InlineData("refuse-login=keyed", DeviceStatus.AuthFailed)]
    [InlineData("refuse-login=unknown", DeviceStatus.AuthFailed)]
    [InlineData("refuse-login=close", DeviceStatus.Backoff)]
    [InlineData("mute-login", DeviceStatus.Backoff)]
    [Trait("Scenario", "S16")]
    public async Task RefusedLogin_IsToldFromALostConnection(string fault, DeviceStatus status)
    {
        await using var bench = await ControllerBench.StartAsync(new()
        {
            Faults = [fault],
            Change = plan => plan with { CredentialTries = 1, Backoff = new Backoff { First = TimeSpan.FromMinutes(1), Cap = TimeSpan.FromMinutes(1) } },
        });

        await bench.Host.WaitForAsync(status);

        await bench.AssertNothingLeftAsync();
    }
}
