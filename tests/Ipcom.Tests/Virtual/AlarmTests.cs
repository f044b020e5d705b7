using PluginHost.Ipcom.Virtual;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>Two relays of one motor are never on together; where they are, it is told.</summary>
public sealed class AlarmTests
{
    [Fact]
    public async Task WriteOfBothRelays_IsToldAsWriteAndAsState()
    {
        var time = new FakeTimeProvider();
        await using var controller = await RunningController.StartAsync("apply-delay=20ms", time);
        using var client = await controller.LogInAsync();

        await client.WriteAsync(5, 0, 0, 255, 255, 0, 0, 0, 0);
        await client.ReceiveAsync(8);
        var alarm = Assert.Single(controller.Device.Alarms);
        Assert.Equal((IpcomAlarmKind.Write, "M5O3", "M5O4"), (alarm.Kind, alarm.First, alarm.Second));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((IpcomAlarmKind.State, alarm.At + TimeSpan.FromMilliseconds(20)), (controller.Device.Alarms[1].Kind, controller.Device.Alarms[1].At));
    }

    [Fact]
    public async Task OneRelayAfterTheOther_IsNoAlarm()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.LogInAsync();

        await client.WriteAsync(5, 255, 0, 0, 255, 0, 255, 255, 0);
        await client.ReceiveAsync(8);
        await client.WriteAsync(5, 0, 255, 255, 0, 255, 0, 0, 255);
        await client.ReceiveAsync(8);

        Assert.Empty(controller.Device.Alarms);
    }

    [Fact]
    public async Task WatchedPair_MayLieAcrossModules()
    {
        await using var controller = await RunningController.StartAsync("shutter-module=0");
        controller.Device.WatchPair(1, 8, 2, 1);
        controller.Device.SetOutput(5, 1, 255);
        controller.Device.SetOutput(5, 2, 255);
        controller.Device.SetOutput(1, 8, 255);
        Assert.Empty(controller.Device.Alarms);

        controller.Device.SetOutput(2, 1, 1);
        controller.Device.SetOutput(3, 1, 1);

        Assert.Equal(("M1O8", "M2O1"), (Assert.Single(controller.Device.Alarms).First, controller.Device.Alarms[0].Second));
    }

    [Fact]
    public async Task Interlock_LeavesThePairAsItWas()
    {
        await using var controller = await RunningController.StartAsync("interlock=true");
        using var client = await controller.LogInAsync();
        controller.Device.SetOutput(5, 1, 255);

        await client.WriteAsync(5, 255, 255, 255, 255, 255, 0, 0, 0);
        await client.ReceiveAsync(8);

        var values = (await client.PollAsync())[32..40];
        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0], values);
        controller.Device.SetOutput(5, 2, 255);
        Assert.Equal(0, controller.Device[5, 2]);
        Assert.DoesNotContain(controller.Device.Alarms, alarm => alarm.Kind == IpcomAlarmKind.State);
    }
}
