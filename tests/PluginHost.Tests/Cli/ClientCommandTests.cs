using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Api;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class ClientCommandTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    private RunningHouse House => shared.House;

    [Theory]
    [InlineData("plugins", "toy")]
    [InlineData("devices", "lamp")]
    [InlineData("connections", "127.0.0.1:")]
    public async Task Table_Piped_IsPlainAndAsJsonIsTheApis(string command, string named)
    {
        var table = await RunAsync(command);
        var json = await RunAsync(command, "--json");

        Assert.Equal(0, table.ExitCode);
        Assert.StartsWith("ID ", table.Output[0], StringComparison.Ordinal);
        Assert.Contains(named, table.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table.Text);
        Assert.Equal(JsonValueKind.Array, JsonElement.Parse(json.Text).ValueKind);
    }

    [Fact]
    public async Task Plugins_FitOnAScreen_AndNameWhatIsStillInMemory()
    {
        var table = await RunAsync("plugins");

        Assert.Equal(
            "ID VERSION GENERATION STATE DRIVERS FINDINGS IN MEMORY ERROR",
            string.Join(' ', table.Output[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.InRange(table.Output[0].TrimEnd().Length, 1, 100);
    }

    [Theory]
    [InlineData("power true", 0, "completed")]
    [InlineData("level 12.5", 0, "completed")]
    [InlineData("source radio", 0, "completed")]
    [InlineData("label @home", 0, "completed")]
    [InlineData("lid 50", 0, "completed")]
    [InlineData("lid open", 0, "completed")]
    [InlineData("ring", 0, "completed")]
    [InlineData("level 500", 1, "0 to 100")]
    [InlineData("source tape", 1, "disc, radio")]
    [InlineData("turns 5", 1, "read only")]
    [InlineData("pover true", 1, "did you mean 'power'?")]
    [InlineData("power on", 2, "true or false")]
    [InlineData("level much", 2, "number")]
    [InlineData("power", 2, "needs a value")]
    public async Task Command_ValueByTheEntitysKind_IsSentOrExplained(string arguments, int exitCode, string said)
    {
        var outcome = await RunAsync(["command", "lamp", .. arguments.Split(' ')]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(said, exitCode == 0 ? outcome.Text : Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconnect_Known_IsDoneAndUnknownFails()
    {
        Assert.Equal(0, (await RunAsync("reconnect", "lamp")).ExitCode);
        var unknown = await RunAsync("reconnect", "nobody");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("nobody", Assert.Single(unknown.Errors), StringComparison.Ordinal);
        await House.WaitForAsync("online");
    }

    [Fact]
    public async Task Connections_MoreThanAreListed_SaySo()
    {
        await using var house = await (await RunningHouse.StartAsync(", sin: floods-round")).WaitForAsync("failed");
        await Eventually.TrueAsync(async () => await LeakedAsync() == 1_005, "all sockets are counted");

        var table = await house.Folder.RunAsync("connections", "--url", house.Url);
        var json = await house.Folder.RunAsync("connections", "--json", "--url", house.Url);

        Assert.Equal((0, 1_001), (table.ExitCode, table.Output.Count));
        Assert.Equal(1_000, JsonElement.Parse(json.Text).GetArrayLength());
        Assert.All(
            [table, json],
            outcome => Assert.Equal("pluginhost: the list is cut: 5 more were opened round the host and are counted only", Assert.Single(outcome.Errors)));

        async Task<long> LeakedAsync() => (await house.GetAsync("/api/v1/host")).GetProperty("connections").GetProperty("leaked").GetInt64();
    }

    [Fact]
    public async Task Events_AfterASeq_ArePrintedInOrder()
    {
        var outcome = await RunAsync("events", "--after", "1", "--device", "lamp");

        Assert.Equal(0, outcome.ExitCode);
        var seqs = outcome.Output.Select(line => long.Parse(line.Split(' ')[0], null)).ToList();
        Assert.Equal(seqs.Order(), seqs);
        Assert.All(outcome.Output, line => Assert.Contains(" lamp", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_Followed_EndWithCtrlC()
    {
        await using var follow = House.Folder.Start("events", "--follow", "--url", House.Url);
        await follow.WaitForLineAsync(line => line.Contains("lamp/turns", StringComparison.Ordinal));

        Assert.True(follow.Interrupt());
        Assert.Equal(130, await follow.WaitForExitAsync());
    }

    [Fact]
    public async Task Probe_ExclusiveAndHeld_IsRefused()
    {
        var outcome = await RunAsync("probe", "lamp", "--seconds", "1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("holds 'lamp'", outcome.Errors[^1], StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(params string[] arguments) => House.Folder.RunAsync([.. arguments, "--url", House.Url]);
}
