using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Sketches;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

public sealed class EndlessSketchTests
{
    [Fact]
    public async Task Stream_TellsEventsBesideCommandsAndIsOpenedAnewAfterItsEnd()
    {
        var camera = new EventCamera();
        var (run, settings) = await DriverBench.SimulateAsync(camera);
        await using var bench = new DriverBench(new EndlessSketch(), settings).Keep(run).Start();
        await bench.WaitForAsync(DeviceStatus.Online);
        await Eventually.TrueAsync(() => camera.Streams == 1, "the camera has begun its stream");

        await camera.TellAsync("""{"action":"Start"}""");
        await Eventually.TrueAsync(
            () => bench.Events.Read(null, null, EventType.Event, 10).Entries.Count == 1, "the event is in the log");
        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("siren", EntityValue.Nothing)).Status);
        Assert.Equal(1, camera.Sirens);

        camera.HangUp();
        await Eventually.TrueAsync(() => camera.Streams == 2, "the stream is opened again");
        await bench.WaitForAsync(DeviceStatus.Online);
        await bench.StopAsync();
        var counts = bench.Ledger.CountsOf("bench");
        Assert.Equal((0L, 0L, counts.Opened), (counts.Open, counts.Leaked, counts.Closed));
    }
}
