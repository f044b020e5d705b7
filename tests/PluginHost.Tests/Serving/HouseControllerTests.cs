using System.Net;
using System.Text.Json;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

/// <summary>A house controller, its server and its commands in processes of their own.</summary>
public sealed class HouseControllerTests
{
    [Fact]
    public async Task Commands_OfLightDimmerAndShutter_AreDoneAndShown()
    {
        await using var house = await ControllerHouse.OnlineAsync();

        await house.CommandAsync("attic", "true");
        await house.CommandAsync("piano-level", "40");
        await house.CommandAsync("skylight", "open");

        await house.WaitForValueAsync("attic", "true");
        await house.WaitForValueAsync("piano", "true");
        await house.WaitForValueAsync("piano-level", "40");
        await house.WaitForValueAsync("skylight-movement", "\"opening\"");
        await house.CommandAsync("skylight", "stop");
        await house.WaitForValueAsync("skylight-movement", "\"stopped\"");
        Assert.Equal(1, await house.OpenedAsync());
        Assert.True(house.Server.Terminate());
        Assert.Equal(0, await house.Server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Controller_ThatRestarts_IsFoundAgain()
    {
        await using var house = await ControllerHouse.OnlineAsync();
        await house.CommandAsync("attic", "true");

        await house.Controller.DisposeAsync();
        await house.WaitForStatusAsync("backoff");
        await house.StartControllerAsync();

        await house.WaitForStatusAsync("online");
        await house.WaitForValueAsync("attic", "false");
        await house.CommandAsync("attic", "true");
        var connections = (await house.DeviceAsync()).GetProperty("connections");
        Assert.Equal((1, 0), (connections.GetProperty("open").GetInt32(), connections.GetProperty("leaked").GetInt32()));
    }

    [Fact]
    public async Task DevicesFile_EditedWhileItRuns_AddsALightAndCostsNoConnection()
    {
        await using var house = await ControllerHouse.OnlineAsync();
        house.Folder.ConfigureDevices(
            house.Entry("house", "devices_file: devices.yaml") + house.Entry("annex", "lights: { stable: { module: 2, output: 1, type: light } }"));
        await house.WaitForStatusAsync("online", "annex");

        house.WriteDevices(ControllerHouse.Devices.Replace("lights:\n", "lights:\n  gallery: {module: 1, output: 7, type: light}\n", StringComparison.Ordinal));

        await house.WaitForValueAsync("gallery", "false");
        await house.CommandAsync("gallery", "true");
        Assert.Equal((1, 1), (await house.OpenedAsync(), await house.OpenedAsync("annex")));
    }

    [Fact]
    public async Task Reload_WhileItIsOnline_KeepsTheConnection()
    {
        await using var house = await ControllerHouse.OnlineAsync();
        await house.CommandAsync("attic", "true");

        using var answer = await house.Client.PostAsync("/api/v1/plugins/ipcom/reload", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("generation").GetInt32());
        await house.WaitForStatusAsync("online");
        await house.WaitForValueAsync("attic", "true");
        await house.CommandAsync("attic", "false");
        var device = await house.DeviceAsync();
        Assert.Equal((2, 1), (device.GetProperty("generation").GetInt32(), device.GetProperty("connections").GetProperty("opened").GetInt32()));
    }
}
