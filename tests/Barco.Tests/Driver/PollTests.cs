using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>Many polls on a connection that stays.</summary>
public abstract class PollTests
{
    private static async Task PollInStandbyAsync(string missing)
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["batch-missing"] = missing },
            Change = ProjectorOptions.Restless,
            IsHasty = true,
        });
        await bench.ReadyAsync();
        var mark = bench.Host.Logs.Entries.Count;
        var before = bench.Requests(PulseMethods.PropertyGet);

        await bench.UntilAsync(() => bench.Requests(PulseMethods.PropertyGet) >= before + 1000, "a thousand polls", 180);

        Assert.Empty(bench.LinesAboveDebug(mark));
        Assert.Equal(1, bench.Counters.Accepted);
        Assert.Equal(1, bench.Counters.PeakOpen);
        Assert.Equal(0, bench.Requests(ImageNames.SourceList));
        await bench.AssertNothingLeftAsync();
    }

    public sealed class InStandby : PollTests
    {
        [Fact]
        public Task Polls_AThousandInStandby_TakeOneConnectionAndNoLine() => PollInStandbyAsync("omit");
    }

    public sealed class InStandbyWhereAbsenceIsAnError : PollTests
    {
        [Fact]
        public Task Polls_AThousandInStandby_TakeOneConnectionAndNoLine() => PollInStandbyAsync("error");
    }

    public sealed class WhileOn : PollTests
    {
        [Fact]
        public async Task Polls_FiveHundredWithFiftyCommands_TakeOneConnection()
        {
            await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
            {
                Knobs = new() { ["state"] = "on" },
                Change = ProjectorOptions.Restless,
                IsHasty = true,
            });
            await bench.ReadyAsync();
            var before = bench.Requests(PulseMethods.PropertyGet);
            for (var number = 1; number <= 50; number++)
            {
                var wanted = before + (number * 10);
                await bench.UntilAsync(() => bench.Requests(PulseMethods.PropertyGet) >= wanted, $"{wanted} polls");
                Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("brightness", number / 50d)).Status);
                await bench.Host.WaitForAsync("brightness", number / 50d);
            }

            Assert.Equal(1, bench.Counters.Accepted);
            Assert.Equal(DeviceStatus.Online, bench.Host.Device.Status);
            Assert.Empty(bench.LinesAboveDebug());
            await bench.AssertNothingLeftAsync();
            Assert.Equal(1, bench.Counters.PeakOpen);
        }
    }
}
