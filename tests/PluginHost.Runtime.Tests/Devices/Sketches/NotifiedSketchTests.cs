using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Sketches;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

public sealed class NotifiedSketchTests
{
    [Fact]
    public async Task Notice_WhileConnected_ReachesEntityAndEventLog()
    {
        var station = new DoorStation();
        await using var bench = await StartAsync(station);
        await bench.WaitForAsync(DeviceStatus.Online);

        await station.TellAsync("DOOR open");
        await station.TellAsync("RING");

        await bench.WaitForAsync("door", true);
        await Eventually.TrueAsync(
            () => bench.Events.Read(null, null, EventType.Event, 10).Entries.Count == 1, "the bell is in the event log");
    }

    [Fact]
    public async Task Command_WhileConnected_CompletesWhenAcknowledged()
    {
        await using var bench = await StartAsync(new DoorStation());
        await bench.WaitForAsync(DeviceStatus.Online);

        var answer = await bench.SendAsync("light", true);

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        await bench.WaitForAsync("light", true);
    }

    [Fact]
    public async Task HangUp_ByDevice_IsNoticedAndReconnected()
    {
        var station = new DoorStation();
        await using var bench = await StartAsync(station);
        await bench.WaitForAsync(DeviceStatus.Online);

        station.HangUp();

        await Eventually.TrueAsync(() => station.Logins == 2, "the driver logs in again");
        await bench.WaitForAsync(DeviceStatus.Online);
        await bench.StopAsync();
        var counts = bench.Ledger.CountsOf("bench");
        Assert.Equal((0, 2, 2, 0), (counts.Open, counts.Opened, counts.Closed, counts.Leaked));
    }

    [Fact]
    public async Task Login_Refused_StopsAfterTwoTries()
    {
        var station = new DoorStation();
        await using var bench = await StartAsync(station, pin: "9999");

        await bench.WaitForAsync(DeviceStatus.AuthFailed);

        Assert.Equal(2, station.Logins);
        Assert.Equal(0, bench.Ledger.CountsOf("bench").Open);
    }

    private static async Task<DriverBench> StartAsync(DoorStation station, string? pin = null)
    {
        var (run, settings) = await DriverBench.SimulateAsync(station);
        var used = settings.ToDictionary();
        used["pin"] = pin ?? used["pin"];
        return new DriverBench(new NotifiedSketch(), used).Keep(run).Start();
    }
}
