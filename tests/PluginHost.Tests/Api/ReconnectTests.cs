using System.Net;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

public sealed class ReconnectTests
{
    [Fact]
    public async Task Reconnect_Quarantined_IsRefusedNamingDeviceAndPlugin()
    {
        await using var house = await (await RunningHouse.StartAsync(", sin: goes-round")).WaitForAsync("failed");

        using var response = await house.Client.PostAsync("/api/v1/devices/lamp/reconnect", null);
        var command = await house.Folder.RunAsync("reconnect", "lamp", "--url", house.Url);

        var detail = await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.StartsWith("The device 'lamp' is quarantined, its plugin must be replaced first ('toy', generation 1): ", detail, StringComparison.Ordinal);
        Assert.Contains("round the host", detail, StringComparison.Ordinal);
        Assert.Equal((1, $"pluginhost: {detail}"), (command.ExitCode, Assert.Single(command.Errors)));
        Assert.Empty(command.Output);
    }

    [Fact]
    public async Task Quarantined_EntryTakenOutAndPutBack_IsNotTried()
    {
        const string Sin = ", sin: goes-round";
        await using var house = await (await RunningHouse.StartAsync(Sin)).WaitForAsync("failed");

        house.Folder.ConfigureDevices("");
        await house.WaitForAsync("missing");
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort, Sin));
        await house.WaitForAsync("failed");

        var device = await house.GetAsync("/api/v1/devices/lamp");
        Assert.Contains("round the host", device.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, device.GetProperty("connections").GetProperty("leaked").GetInt64());
    }

    [Fact]
    public async Task Reconnect_Disabled_IsRefused()
    {
        await using var house = await RunningHouse.StartAsync();
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort) + "    enabled: false\n");
        await house.WaitForAsync("disabled");

        using var response = await house.Client.PostAsync("/api/v1/devices/lamp/reconnect", null);
        var command = await house.Folder.RunAsync("reconnect", "lamp", "--url", house.Url);

        var detail = await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("The device 'lamp' is disabled in the configuration.", detail);
        Assert.Equal((1, $"pluginhost: {detail}"), (command.ExitCode, Assert.Single(command.Errors)));
    }
}
