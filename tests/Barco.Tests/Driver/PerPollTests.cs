using Microsoft.Extensions.Logging;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>A connection for each poll.</summary>
public abstract class PerPollTests
{
    private static ProjectorOptions With(string state, params IReadOnlyList<string> faults) => new()
    {
        Knobs = new() { ["state"] = state },
        Settings = new() { ["connection"] = "per-poll" },
        Faults = faults,
    };

    public sealed class Many : PerPollTests
    {
        [Fact]
        public async Task Polls_FiveHundredWithFiftyCommands_CloseAllTheyOpen()
        {
            await using var bench = await ProjectorBench.StartAsync(With("standby"));
            for (var number = 1; number <= 50; number++)
            {
                await bench.OpenedAsync(number * 10);
                var answer = await bench.SendAsync("remote", "RC_MENU");
                Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
            }

            await bench.OpenedAsync(500);
            Assert.Equal(50, bench.Requests(UserInterfaceNames.PostKeyEvent));
            Assert.Equal([DeviceStatus.Connecting, DeviceStatus.Online], bench.Host.Device.Transitions.Select(transition => transition.To));
            Assert.Empty(bench.LinesAboveDebug());
            Assert.All(bench.Host.Logs.Entries.Where(entry => entry.Message.StartsWith("Closed tcp", StringComparison.Ordinal)), entry =>
                Assert.Equal(LogLevel.Debug, entry.Level));
            Assert.True(bench.Closed.Count >= 499);
            await bench.AssertNothingLeftAsync();
        }
    }

    public sealed class Few : PerPollTests
    {
        [Fact]
        public async Task Rest_BetweenPolls_HoldsNothingOpenAndStaysOnline()
        {
            await using var bench = await ProjectorBench.StartAsync(With("standby"));
            await bench.OpenedAsync(3);

            await bench.UntilAsync(() => bench.Host.Device.Connections.Open == 0 && bench.Counters.Open == 0, "nothing is open");

            Assert.Equal(DeviceStatus.Online, bench.Host.Device.Status);
            Assert.Equal("standby", bench.Host.Find("state")!.Value);
            Assert.True(bench.Host.Find("state")!.IsAvailable);
            await bench.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task Command_WhileResting_HasItsOwnConnection()
        {
            await using var bench = await ProjectorBench.StartAsync(With("standby"));
            await bench.Host.WaitForAsync(DeviceStatus.Online);
            await bench.RestAsync();
            var polls = bench.Requests(StatisticsNames.ListCounters);
            var opened = bench.Host.Device.Connections.Opened;

            var answer = await bench.SendAsync("remote", "RC_MENU");
            await bench.RestAsync();

            Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
            Assert.Equal(1, bench.Requests(UserInterfaceNames.PostKeyEvent));
            Assert.Equal(bench.Host.Device.Connections.Opened - opened - 1, bench.Requests(StatisticsNames.ListCounters) - polls);
            bench.GoOn();
            await bench.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task MissedPoll_KeepsStatusAndValuesUntilThreeIntervalsHavePassed()
        {
            await using var bench = await ProjectorBench.StartAsync(With("standby"));
            await bench.OpenedAsync(2);
            bench.Ask("truncate@1");

            await bench.OpenedAsync(5);

            Assert.DoesNotContain(bench.Host.Device.Transitions, transition => transition.To == DeviceStatus.Backoff);
            bench.Ask("refuse-connection");
            await bench.Host.WaitForAsync(DeviceStatus.Backoff);
            Assert.False(bench.Host.Find("state")!.IsAvailable);
            bench.Heal("refuse-connection");
            await bench.Host.WaitForAsync("state", "standby");
            await bench.AssertNothingLeftAsync();
        }
    }
}
