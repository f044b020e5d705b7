using System.Text.RegularExpressions;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed partial class HouseControllerProbeTests
{
    [Fact]
    public async Task Probe_Healthy_TellsItsStepsAndLeavesNothing()
    {
        await using var house = await ControllerHouse.PrepareAsync();

        var outcome = await ProbeAsync(house, "--command", "attic=true");

        Assert.True(outcome.ExitCode == 0, outcome.ErrorText);
        Assert.StartsWith("connecting to house with driver ipcom", outcome.Output[0], StringComparison.Ordinal);
        Assert.StartsWith("opened after ", outcome.Output[1], StringComparison.Ordinal);
        Assert.Contains("rhythm poll: every 0.35 s", outcome.Output);
        Assert.Contains("rhythm keep-alive: every 30 s", outcome.Output);
        Assert.Single(outcome.Output, line => line.StartsWith("command attic=true: completed after ", StringComparison.Ordinal));
        Assert.Single(outcome.Output, Updates().IsMatch);
        Assert.Equal("ledger: 1 opened, 1 closed, 0 leaked", outcome.Output[^1]);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public async Task Probe_WrongPassword_SaysSoAndTriesOnce()
    {
        await using var house = await ControllerHouse.PrepareAsync(password: "through-the-gate");

        var outcome = await ProbeAsync(house);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                "pluginhost: house: not opened: The controller refused the user name or the password.",
                "pluginhost: house: check PIN, username and password; the server tries them 3 times at most and then waits for other settings",
            ],
            outcome.Errors);
        Assert.Matches(Closed(), outcome.Output[1]);
        Assert.Equal("ledger: 1 opened, 1 closed, 0 leaked", outcome.Output[^1]);
        Assert.DoesNotContain("through-the-gate", outcome.Text + outcome.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_WhileTheServerHoldsIt_IsRefusedAndDisturbsNothing()
    {
        await using var house = await ControllerHouse.OnlineAsync();

        var outcome = await house.Folder.RunAsync("probe", "house", "--url", house.Url);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            $"pluginhost: the running host at {house.Url} holds 'house' (online), which allows one client only; stop it there first (enabled: false)",
            Assert.Single(outcome.Errors));
        await house.CommandAsync("fountain", "true");
        Assert.Equal(1, await house.OpenedAsync());
    }

    private static Task<Outcome> ProbeAsync(ControllerHouse house, params string[] more) =>
        house.Folder.RunAsync(["probe", "house", "--seconds", "2", "--url", "http://127.0.0.1:1", .. more]);

    [GeneratedRegex("^updates by poll: [1-9][0-9]* seen, [1-9][0-9]* expected")]
    private static partial Regex Updates();

    [GeneratedRegex(@"^tcp connection to 127\.0\.0\.1:\d+: closed after \d+\.\d s, 2 bytes in, 56 out: closed by the driver$")]
    private static partial Regex Closed();
}
