using PluginHost.Scripts.Tests.Doubles;

namespace PluginHost.Scripts.Tests.HandOver;

/// <summary>The whole way under the real supervisor: another object of the driver takes over while the device is online.</summary>
public sealed class ReplacementTests
{
    [Fact]
    public async Task Envy_Resumes()
    {
        var device = new FakeEnvy(TimeProvider.System);
        device.Start();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device);

        await AssertResumesAsync(bench, device, new MadVrEnvyDriver(), () => device.PushAsync("OpenMenu Info\r\n"), "menu", "Info");
    }

    [Fact]
    public async Task Altitude_Resumes()
    {
        var device = new FakeAltitude();
        device.Start();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), device);

        await AssertResumesAsync(bench, device, new TrinnovAltitudeDriver(), () => device.PushAsync("MUTE 1\n"), "mute", true);
    }

    [Fact]
    public async Task Zidoo_Reconnects()
    {
        var device = new FakeZidoo();
        device.Start();
        await using var bench = new ScriptBench(new ZidooDriver(), device);
        await bench.OnlineAsync();

        Assert.Equal(HandOverKind.Reconnect, await bench.Host.ReplaceAsync(new ZidooDriver()));

        await bench.OnlineAsync();
        await bench.AssertNothingLeftAsync();
    }

    private static async Task AssertResumesAsync(
        ScriptBench bench, FakeDevice device, IDeviceDriver next, Func<Task> push, string entity, EntityValue value)
    {
        await bench.OnlineAsync();

        Assert.Equal(HandOverKind.Resume, await bench.Host.ReplaceAsync(next));

        await push();
        await bench.ShowsAsync(entity, value);
        Assert.Equal(1, device.Accepted);
        Assert.Equal(1, bench.Host.Device.Connections.Opened);
        await bench.AssertNothingLeftAsync();
    }
}
