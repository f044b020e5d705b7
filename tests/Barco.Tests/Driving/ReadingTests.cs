using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Driving;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("batch-missing=error")]
    [InlineData("batch-missing=error target-state=false health=false")]
    public async Task Refresh_InReady_ShowsWhatTheProjectorTells(string knobs)
    {
        await using var driven = await Driven.OpenAsync("state=ready " + knobs);
        await driven.RefreshAsync();
        await driven.RefreshAsync();

        var shown = driven.Shown;
        Assert.Equal("ready", shown["state"].Text);
        Assert.False(shown["power"].Boolean);
        Assert.Equal("HDMI", shown["source"].Text);
        Assert.Equal(75, shown["laser-power"].Number);
        Assert.Equal(2.2, shown["gamma"].Number);
        Assert.Equal("5120 x 2160", shown["output-resolution"].Text);
        Assert.Equal("5120x2160@60 Hz", shown["signal-name"].Text);
        Assert.Equal(22.6, shown["inlet-temperature"].Number);
        Assert.Equal(1234, shown["laser-runtime"].Number);
        Assert.Equal(5678, shown["projector-runtime"].Number);
        Assert.Equal(knobs.Contains("health=false", StringComparison.Ordinal) ? "Ok" : "Normal", shown["health"].Text);
        Assert.False(shown["problem"].Boolean);
        Assert.Equal(100, shown["shutter"].Number);
        Assert.Equal("2590000001", shown["serial"].Text);
        Assert.True(shown.Outlives("serial"));
        Assert.Equal("00:04:A5:00:00:01", driven.Attempt.Memory["mac"]);
        Assert.Equal(!knobs.Contains("target-state=false", StringComparison.Ordinal), shown.IsAvailable("target-state"));
        Assert.Contains("Dual DVI columns", shown.Declared.Single(entity => entity.Id == "source").Options);
        Assert.Equal(15, shown.Declared.Single(entity => entity.Id == "laser-power").Min);
    }

    [Theory]
    [InlineData("batch-missing=omit")]
    [InlineData("batch-missing=error")]
    public async Task Refresh_InStandby_ShowsThePictureAsUnavailable(string knobs)
    {
        await using var driven = await Driven.OpenAsync("state=standby " + knobs);
        await driven.RefreshAsync();

        Assert.False(driven.Shown.IsAvailable("source"));
        Assert.False(driven.Shown.IsAvailable("laser-power"));
        Assert.Equal(34.5, driven.Shown["mainboard-temperature"].Number);
        Assert.Equal(0, driven.Requests("image.source.list"));
    }

    [Fact]
    public async Task Refresh_WithSubscriptions_IsCalm()
    {
        await using var driven = await Driven.OpenAsync("state=ready");
        await driven.RefreshAsync();
        var next = await driven.RefreshAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), next["state"]);
        Assert.Equal(TimeSpan.FromSeconds(30), next["picture"]);
    }

    [Theory]
    [InlineData("ready", 2)]
    [InlineData("standby", 30)]
    public async Task Refresh_PerPoll_FollowsTheStateAndSubscribesToNothing(string state, int seconds)
    {
        await using var driven = await Driven.OpenAsync($"state={state}", new() { ["connection"] = "per-poll" });
        var next = await driven.RefreshAsync();

        Assert.Equal(TimeSpan.FromSeconds(seconds), next.Values.Min());
        Assert.Equal(0, driven.Requests("property.subscribe"));
        Assert.Equal(state == "ready", driven.Shown.IsAvailable("signal-name"));
    }

    [Fact]
    public async Task PowerOnFromElsewhere_IsShownByNotificationsAndAsksForTheRest()
    {
        await using var driven = await Driven.OpenAsync("state=standby scale=0.01");
        await driven.RefreshAsync();
        await using var other = await driven.Projector.ConnectAsync();

        await Doubles.StreamText.SendAsync(other, """{"jsonrpc":"2.0","method":"system.poweron"}""");

        await Eventually.TrueAsync(() => driven.Shown["state"].ToString() == "on", "the state to be on");
        await Eventually.TrueAsync(() => driven.Attempt.Busy is null, "the transition to be over");
        Assert.True(driven.Shown["power"].Boolean);
        Assert.Equal(
            ["standby", "ready", "conditioning", "on"], driven.Shown.HistoryOf("state").Select(value => value.Text));
        Assert.Contains("picture", driven.Attempt.Soon);
        await driven.RefreshAsync();
        Assert.True(driven.Shown["laser"].Boolean);
    }

    [Fact]
    public async Task GoingToEco_StaysShownWhenTheConnectionIsGone()
    {
        await using var driven = await Driven.OpenAsync("state=standby scale=0");
        await driven.RefreshAsync();
        await using var other = await driven.Projector.ConnectAsync();

        await Doubles.StreamText.SendAsync(other, """{"jsonrpc":"2.0","method":"system.gotoeco"}""");

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(() => driven.Listening.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(ConnectionEnd.Lost, ended.End);
        Assert.Contains("eco", ended.Message, StringComparison.Ordinal);
        Assert.Equal("eco", driven.Shown["state"].Text);
        Assert.False(driven.Shown["power"].Boolean);
        Assert.True(driven.Shown.Outlives("state"));
        Assert.True(driven.Shown.Outlives("power"));
    }

    [Fact]
    public async Task BusyReads_KeepTheValuesAndTheConnection()
    {
        await using var driven = await Driven.OpenAsync("state=ready");
        await driven.RefreshAsync();
        driven.Projector.Faults.Set(FaultRequest.Parse("busy-reads"));

        await Assert.ThrowsAsync<DeviceBusyException>(driven.RefreshAsync);

        Assert.Equal("HDMI", driven.Shown["source"].Text);
        Assert.False(driven.Listening.IsCompleted);
        driven.Projector.Faults.Clear("busy-reads");
        await driven.RefreshAsync();
        Assert.Single(driven.Projector.Network.Opened);
    }
}
