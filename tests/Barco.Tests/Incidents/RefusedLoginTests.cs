using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A connection whose login failed is closed.</summary>
public sealed class RefusedLoginTests
{
    [Theory]
    [InlineData("access-error")]
    [InlineData("server-error")]
    [InlineData("false")]
    public async Task WrongPin_StopsAfterTwoTries(string reply)
    {
        await using var bench = await WithPin("11111", new() { ["auth-mode"] = "control", ["wrong-pin"] = reply });

        await bench.Host.WaitForAsync(DeviceStatus.AuthFailed);
        await bench.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(2, bench.Counters.Authentications);
        Assert.Equal(2, bench.Counters.Accepted);
        Assert.Equal(0, bench.Counters.Open);
        Assert.Contains("PIN", bench.Host.Device.LastError, StringComparison.Ordinal);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task MissingPin_StopsAfterTwoTries()
    {
        await using var bench = await WithPin("", new() { ["auth-mode"] = "all" });

        await bench.Host.WaitForAsync(DeviceStatus.AuthFailed);

        Assert.Equal(2, bench.Counters.Accepted);
        Assert.Contains("pin", bench.Host.Device.LastError, StringComparison.Ordinal);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("login-busy")]
    [InlineData("login-silence")]
    [InlineData("login-fin")]
    [InlineData("login-truncate")]
    public async Task FailedLogin_IsTriedAgainUntilItSucceeds(string fault)
    {
        await using var bench = await WithPin("98765", new() { ["auth-mode"] = "all" }, fault);
        await bench.UntilAsync(() => bench.Host.Device.Connections.Opened >= 4, "it was tried four times");
        Assert.DoesNotContain(bench.Host.Device.Transitions, transition => transition.To == DeviceStatus.AuthFailed);

        bench.Heal(fault);

        await bench.ReadyAsync();
        Assert.Equal(bench.Counters.Accepted, bench.Counters.Authentications);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task LostConnection_WithAPin_LogsInAgain()
    {
        await using var bench = await WithPin("98765", new() { ["auth-mode"] = "all", ["state"] = "on" });
        await bench.ReadyAsync();

        await bench.Proxy!.DropAllAsync();

        await bench.OpenedAsync(2);
        await bench.ReadyAsync();
        await bench.Host.WaitForAsync("brightness", 0);
        Assert.Equal(2, bench.Counters.Authentications);
        await bench.AssertNothingLeftAsync();
    }

    private static Task<ProjectorBench> WithPin(string pin, Dictionary<string, string> knobs, params IReadOnlyList<string> faults) =>
        ProjectorBench.StartAsync(new ProjectorOptions { Knobs = knobs, Settings = new() { ["pin"] = pin, ["framing"] = "raw" }, Faults = faults, HasProxy = true });
}
