using PluginHost.Barco.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>Many failures leave the process as it was.</summary>
[Collection(Alone.Name)]
public sealed class LeakTests
{
    [Theory]
    [InlineData("access-error")]
    [InlineData("server-error")]
    [InlineData("false")]
    public Task RefusedLogins_ThreeHundred_LeaveNothing(string reply) => FailAsync(
        100, new() { Knobs = new() { ["auth-mode"] = "all", ["wrong-pin"] = reply }, Settings = new() { ["pin"] = "11111", ["framing"] = "raw" } });

    [Theory]
    [InlineData("truncate", 1000)]
    [InlineData("refuse-connection", 200)]
    [InlineData("refuse-connection=rst", 200)]
    [InlineData("http-error", 200)]
    public Task Openings_ThatFail_LeaveNothing(string fault, int times) => FailAsync(times, new() { Settings = new() { ["framing"] = "raw" }, Faults = [fault] });

    private static async Task FailAsync(int times, ProjectorOptions options)
    {
        // What is set up once is set up before the baseline.
        await RunAsync(3, options);
        var check = await LeakCheck.StartAsync();
        await RunAsync(times, options);
        await check.AssertBackAsync();
    }

    private static async Task RunAsync(int times, ProjectorOptions options)
    {
        await using var bench = await ProjectorBench.StartAsync(options with
        {
            Change = plan => ProjectorOptions.Restless(plan) with { CredentialTries = int.MaxValue },
        });
        await bench.UntilAsync(() => bench.Counters.Accepted >= times, $"{times} attempts were made", 180);
        await bench.AssertNothingLeftAsync();
    }
}
