namespace PluginHost.Barco.Tests.Driving;

public sealed class OpeningTests
{
    private static readonly Dictionary<string, string> RightPin = new() { ["pin"] = "98765" };

    [Theory]
    [InlineData("")]
    [InlineData("auth-mode=all")]
    [InlineData("auth-mode=control pin-type=integer")]
    [InlineData("auth-mode=all pin-type=text")]
    public async Task Open_WithTheRightPin_LogsIn(string knobs)
    {
        await using var driven = await Driven.OpenAsync(knobs, RightPin);

        Assert.Equal("standby", driven.Shown["state"].Text);
    }

    [Theory]
    [InlineData("wrong-pin=access-error")]
    [InlineData("wrong-pin=server-error")]
    [InlineData("wrong-pin=false")]
    public async Task Open_WithAWrongPin_IsRefusedAndClosed(string knobs)
    {
        await using var driven = new Driven(knobs, new() { ["pin"] = "11111" });

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(driven.OpenAsync);

        Assert.Equal(ConnectionEnd.CredentialsRefused, ended.End);
        Assert.DoesNotContain("11111", ended.Message, StringComparison.Ordinal);
        AssertClosed(driven, 1);
    }

    [Fact]
    public async Task Open_WithoutThePinThatIsWanted_IsRefusedAndClosed()
    {
        await using var driven = new Driven("auth-mode=all");

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(driven.OpenAsync);

        Assert.Equal(ConnectionEnd.CredentialsRefused, ended.End);
        AssertClosed(driven, 1);
    }

    [Theory]
    [InlineData("login-fin")]
    [InlineData("login-truncate")]
    public async Task Open_WithALoginCutOff_IsLostAndClosed(string fault)
    {
        await using var driven = new Driven("", RightPin);
        driven.Projector.Faults.Set(FaultRequest.Parse(fault));

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(driven.OpenAsync);

        Assert.Equal(ConnectionEnd.Lost, ended.End);
        AssertClosed(driven, 1);
    }

    [Fact]
    public async Task Open_WithALoginMetByBusy_IsBusyAndClosed()
    {
        await using var driven = new Driven("", RightPin);
        driven.Projector.Faults.Set(FaultRequest.Parse("login-busy"));

        await Assert.ThrowsAsync<DeviceBusyException>(driven.OpenAsync);

        AssertClosed(driven, 1);
    }

    [Fact]
    public async Task Open_WhereRawMeetsSilence_ClosesItAndTriesHttpOnce()
    {
        // The one test that waits for a real limit: five seconds without a byte.
        await using var driven = new Driven("framing=http-only");

        await driven.OpenAsync();

        Assert.Equal("http", driven.Attempt.Memory["framing"]);
        Assert.Equal(2, driven.Projector.Network.Opened.Count);
        Assert.True(driven.Projector.Network.Opened[0].IsClosed);
        Assert.Equal("standby", driven.Shown["state"].Text);
    }

    [Theory]
    [InlineData("raw", "framing=raw-only")]
    [InlineData("http", "framing=http-only")]
    public async Task Open_WithAFramingSet_UsesNoOther(string framing, string knobs)
    {
        await using var driven = await Driven.OpenAsync(knobs, new() { ["framing"] = framing });

        Assert.Single(driven.Projector.Network.Opened);
    }

    private static void AssertClosed(Driven driven, int opened)
    {
        Assert.Equal(opened, driven.Projector.Network.Opened.Count);
        Assert.All(driven.Projector.Network.Opened, stream => Assert.True(stream.IsClosed));
    }
}
