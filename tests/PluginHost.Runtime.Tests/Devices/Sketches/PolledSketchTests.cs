using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Sketches;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

public sealed class PolledSketchTests
{
    [Fact]
    public async Task Commands_OfOneModule_GoOutAsOneWriteAndShowAtTheNextPoll()
    {
        var cabinet = new RelayCabinet();
        var (run, settings) = await DriverBench.SimulateAsync(cabinet);
        await using var bench = new DeviceBench();
        var driver = new PolledSketch();
        var relays = SettingNode.Map(new Dictionary<string, string> { ["hall"] = "1.0", ["attic"] = "1.7", ["cellar"] = "2.3" });
        List<KeyValuePair<SettingNode, SettingNode>> entries =
        [
            .. settings.Select(setting => KeyValuePair.Create(SettingNode.Scalar(setting.Key), SettingNode.Scalar(setting.Value))),
            KeyValuePair.Create(SettingNode.Scalar("relays"), relays),
        ];
        var tree = SettingNode.Map(entries);
        var mistakes = new List<SettingError>();
        var values = SettingValues.Read(driver.Settings, tree, mistakes);
        Assert.Empty(mistakes);
        var device = bench.Add("cabinet", driver, values);
        await bench.WaitAsync("cabinet", DeviceStatus.Online);

        var answers = await Task.WhenAll(
            device.PostAsync("hall", true, isWaitedFor: true),
            device.PostAsync("cellar", true, isWaitedFor: true),
            device.PostAsync("attic", true, isWaitedFor: true),
            device.PostAsync("hall", true, isWaitedFor: true));

        Assert.All(answers, answer => Assert.Equal(CommandAnswerStatus.Completed, answer.Status));
        await bench.WaitAsync("cabinet", snapshot => snapshot.Entities.All(entity => entity.Value == true));
        var writes = cabinet.Requests.Where(request => request.StartsWith("SET 1 ", StringComparison.Ordinal)).ToList();
        Assert.InRange(writes.Count, 1, 2);
        var polls = cabinet.Requests.Count;
        await Eventually.TrueAsync(() => cabinet.Requests.Count > polls + 4, "it is polled on");
        Assert.Equal(0, bench.Ledger.CountsOf("cabinet").Leaked);
        await run.DisposeAsync();
    }
}
