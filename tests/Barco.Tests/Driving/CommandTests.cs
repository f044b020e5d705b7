using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Driving;

public sealed class CommandTests
{
    [Fact]
    public async Task PowerOn_InStandby_IsSentOnceAndCompletes()
    {
        await using var driven = await Driven.OpenAsync("state=standby scale=0.01");
        await driven.RefreshAsync();

        var outcome = await driven.SendAsync("power", true);

        Assert.Equal(CommandStatus.Completed, outcome!.Status);
        await Eventually.TrueAsync(() => driven.Shown["state"].ToString() == "on", "the state to be on");
        Assert.Equal(1, driven.Requests("system.poweron"));
    }

    [Theory]
    [InlineData("busy-reply=busy")]
    [InlineData("busy-reply=server-error")]
    public async Task PowerOn_MetByBusy_IsBusyAndSentOnce(string knobs)
    {
        await using var driven = await Driven.OpenAsync("state=standby " + knobs);
        await driven.RefreshAsync();
        driven.Projector.Faults.Set(FaultRequest.Parse("busy"));

        var outcome = await driven.SendAsync("power", true);

        Assert.Equal(CommandStatus.Busy, outcome!.Status);
        Assert.Contains("busy transitioning to ready", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1, driven.Requests("system.poweron"));
        Assert.Single(driven.Projector.Network.Opened);
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("standby")]
    public async Task PowerOff_WithTheLightOff_StepsNoFurtherDown(string state)
    {
        await using var driven = await Driven.OpenAsync($"state={state}");

        var outcome = await driven.SendAsync("power", false);

        Assert.Equal(CommandStatus.Completed, outcome!.Status);
        Assert.Equal(0, driven.Requests("system.poweroff"));
        Assert.Equal(state, driven.Shown["state"].Text);
    }

    [Fact]
    public async Task PowerOn_WhenItIsOn_SendsNothing()
    {
        await using var driven = await Driven.OpenAsync("state=on");
        await driven.RefreshAsync();
        var before = driven.Projector.Device.Counters.BytesReceived;

        var outcome = await driven.SendAsync("power", true);

        Assert.Equal(CommandStatus.Completed, outcome!.Status);
        Assert.Equal(before, driven.Projector.Device.Counters.BytesReceived);
    }

    [Fact]
    public async Task PowerOff_WhenItIsOn_IsSent()
    {
        await using var driven = await Driven.OpenAsync("state=on scale=0.001");
        await driven.RefreshAsync();

        Assert.Equal(CommandStatus.Completed, (await driven.SendAsync("power", false))!.Status);

        await Eventually.TrueAsync(() => driven.Shown["state"].ToString() == "ready", "the state to be ready");
        Assert.Equal(1, driven.Requests("system.poweroff"));
    }

    [Fact]
    public async Task Source_Switched_ShowsNoFlicker()
    {
        await using var driven = await Driven.OpenAsync("state=ready source-after=50ms");
        await driven.RefreshAsync();

        var outcome = await driven.SendAsync("source", "SDI");

        Assert.Equal(CommandStatus.Completed, outcome!.Status);
        Assert.Equal("SDI", driven.Shown["source"].Text);
        await Eventually.TrueAsync(() => driven.Shown["signal"] == false, "the second notification");
        Assert.Equal(["HDMI", "SDI"], driven.Shown.HistoryOf("source").Select(value => value.Text));
    }

    [Fact]
    public async Task Source_Unknown_IsRefused()
    {
        await using var driven = await Driven.OpenAsync("state=ready");

        var outcome = await driven.SendAsync("source", "HDMI 9");

        Assert.Equal(CommandStatus.Refused, outcome!.Status);
        Assert.Contains("Could not set source!", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("laser-power", 40.0)]
    [InlineData("brightness", -0.25)]
    [InlineData("sharpness", 3.0)]
    public async Task Number_Set_IsShownAtOnce(string entity, double value)
    {
        await using var driven = await Driven.OpenAsync("state=ready notify-self=false");
        await driven.RefreshAsync();

        Assert.Equal(CommandStatus.Completed, (await driven.SendAsync(entity, value))!.Status);

        Assert.Equal(value, driven.Shown[entity].Number);
        await driven.RefreshAsync();
        Assert.Equal(value, driven.Shown[entity].Number);
    }

    [Fact]
    public async Task Number_InAStateWithoutIt_IsRefusedAndUnavailable()
    {
        await using var driven = await Driven.OpenAsync("state=standby");

        var outcome = await driven.SendAsync("laser-power", 40);

        Assert.Equal(CommandStatus.Refused, outcome!.Status);
        Assert.False(driven.Shown.IsAvailable("laser-power"));
    }

    [Fact]
    public async Task Control_WithoutTheLoginItNeeds_IsRefused()
    {
        await using var driven = await Driven.OpenAsync("state=ready auth-mode=control");

        var outcome = await driven.SendAsync("brightness", 0.5);

        Assert.Equal(CommandStatus.Refused, outcome!.Status);
        Assert.Contains("pin", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close", 0)]
    [InlineData("open", 100)]
    public async Task Shutter_OpenedOrClosed_IsShownAsAPosition(string value, int position)
    {
        await using var driven = await Driven.OpenAsync("state=ready");
        await driven.RefreshAsync();

        Assert.Equal(CommandStatus.Completed, (await driven.SendAsync("shutter", value))!.Status);

        await Eventually.TrueAsync(() => driven.Shown["shutter"] == position, "the position");
    }

    [Theory]
    [InlineData("key-methods=new", "RC_MENU", CommandStatus.Completed)]
    [InlineData("key-methods=old", "RC_MENU", CommandStatus.Completed)]
    [InlineData("", "profile_Gaming", CommandStatus.Completed)]
    [InlineData("", "preset_3", CommandStatus.Failed)]
    [InlineData("", "preset_x", CommandStatus.Refused)]
    [InlineData("", "RC_MENUE", CommandStatus.Refused)]
    public async Task Remote_TakesKeysPresetsAndProfiles(string knobs, string text, CommandStatus status)
    {
        await using var driven = await Driven.OpenAsync("state=ready " + knobs);

        Assert.Equal(status, (await driven.SendAsync("remote", text))!.Status);
    }

    [Fact]
    public async Task LensButton_StepsTheMotor()
    {
        await using var driven = await Driven.OpenAsync("state=ready");
        await driven.RefreshAsync();

        Assert.True(driven.Shown.IsAvailable("zoom-in"));
        Assert.Equal(CommandStatus.Completed, (await driven.SendAsync("zoom-in", EntityValue.Nothing))!.Status);
        Assert.Equal(1, driven.Requests("optics.zoom.stepforward"));
    }

    [Theory]
    [InlineData("truncate", ConnectionEnd.Lost)]
    [InlineData("reset", ConnectionEnd.Lost)]
    [InlineData("wrong-id", ConnectionEnd.ProtocolBroken)]
    [InlineData("http-error", ConnectionEnd.ProtocolBroken)]
    [InlineData("undecodable", ConnectionEnd.ProtocolBroken)]
    [InlineData("oversize", ConnectionEnd.ProtocolBroken)]
    [InlineData("garbage=object", ConnectionEnd.ProtocolBroken)]
    public async Task Fault_InAReply_EndsTheConnectionForGood(string fault, ConnectionEnd end)
    {
        await using var driven = await Driven.OpenAsync("state=ready");
        driven.Projector.Faults.Set(FaultRequest.Parse(fault + "@1"));

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(() => driven.SendAsync("brightness", 0.5));

        Assert.Equal(end, ended.End);
        var listened = await Assert.ThrowsAsync<ConnectionEndedException>(() => driven.Listening.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(end, listened.End);
    }
}
