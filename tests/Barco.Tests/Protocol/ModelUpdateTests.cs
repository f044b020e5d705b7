using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class ModelUpdateTests
{
    [Fact]
    public void TryParse_V27_IsTheLaserAppearing()
    {
        var callback = Assert.IsType<SignalCallback>(Assert.Single(ReaderRun.Messages(PulseVectors.Get("V27").Device[1])));

        Assert.True(ModelUpdate.TryParse(Assert.Single(callback.Signals), out var update));
        Assert.Equal(new ModelUpdate("illumination.sources.laser", Appeared: true), update);
    }

    [Theory]
    [InlineData("modelupdated", """{"object":"optics","newobject":false,"reason":"x","accesslevel":"END_USER"}""", false)]
    [InlineData("modelupdated", """{"object":"optics","isnew":true}""", true)]
    public void TryParse_OtherKeyOrFlag_IsTheSame(string key, string arguments, bool appeared)
    {
        Assert.True(ModelUpdate.TryParse(new(key, Json.Element(arguments)), out var update));
        Assert.Equal(new ModelUpdate("optics", appeared), update);
    }

    [Theory]
    [InlineData("loggedout", """{"object":"optics","isnew":true}""")]
    [InlineData("modelupdated", """{"object":"optics"}""")]
    [InlineData("modelupdated", """{"isnew":true}""")]
    [InlineData("modelupdated", "null")]
    public void TryParse_AnythingElse_IsFalse(string key, string arguments) =>
        Assert.False(ModelUpdate.TryParse(new(key, Json.Element(arguments)), out _));
}
