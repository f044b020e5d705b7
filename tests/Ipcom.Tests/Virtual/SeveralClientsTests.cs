using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;

namespace PluginHost.Ipcom.Tests.Virtual;

public sealed class SeveralClientsTests
{
    [Fact]
    public async Task AllClients_SeeOneHouse()
    {
        await using var controller = await RunningController.StartAsync();
        using var first = await controller.LogInAsync();
        using var second = await controller.LogInAsync();

        await first.WriteAsync(3, 0, 0, 0, 255, 0, 0, 0, 0);
        await first.ReceiveAsync(8);

        Assert.Equal(255, (await second.PollAsync())[19]);
        Assert.Equal((2, 2), (controller.Counters.Accepted, controller.Counters.Open));
        Assert.Equal(2, controller.Device.Accepts.Count);
    }

    [Fact]
    public async Task SecondClient_IsRefusedAsSet_UntilTheFirstHasGone()
    {
        await using var controller = await RunningController.StartAsync("second-client=refuse");
        var first = await controller.LogInAsync();
        using var second = await controller.ConnectAsync();

        await second.SendAsync(IpcomVectors.Get("V01").Wire);
        await second.ExpectAsync(IpcomVectors.Get("V09").Wire);
        await second.ExpectEndAsync();

        await first.PollAsync();
        first.Dispose();
        second.Dispose();
        await controller.UntilAsync(seen => seen.Open == 0, "both are gone");
        using var third = await controller.LogInAsync();
    }

    [Fact]
    public async Task SecondClient_KicksTheFirstAsSet()
    {
        await using var controller = await RunningController.StartAsync("second-client=kick");
        using var first = await controller.LogInAsync();
        using var second = await controller.LogInAsync();

        Assert.Equal(ShortMessages.Disconnect.ToArray(), await first.HearAsync(2));
        await first.ExpectEndAsync();
        await second.PollAsync();
    }

    [Fact]
    public async Task OneTooMany_IsClosedAtOnce()
    {
        await using var controller = await RunningController.StartAsync("max-clients=2");
        using var first = await controller.LogInAsync();
        using var second = await controller.LogInAsync();
        using var third = await controller.ConnectAsync();

        await third.ExpectEndAsync();

        await first.PollAsync();
        await second.PollAsync();
        Assert.Equal((3, 1), (controller.Counters.Accepted, controller.Counters.TurnedAway));
    }
}
