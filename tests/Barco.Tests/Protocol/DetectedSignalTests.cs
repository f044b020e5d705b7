using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class DetectedSignalTests
{
    [Fact]
    public void TryParse_FullObject_GivesEverything()
    {
        var answer = Json.Element(
            """
            {"active":true,"name":"2560x1600 @ 50.10Hz","horizontal_resolution":2560,"vertical_resolution":1600,
             "vertical_frequency":50.1,"scan":"Progressive","bits_per_component":8,"color_space":"RGB",
             "signal_range":"Full","chroma_sampling":"4:4:4","gamma_type":"Power","max_cll":0}
            """);

        Assert.True(DetectedSignal.TryParse(answer, out var signal));

        Assert.Equal(
            new DetectedSignal
            {
                Active = true,
                Name = "2560x1600 @ 50.10Hz",
                HorizontalResolution = 2560,
                VerticalResolution = 1600,
                VerticalFrequency = 50.1,
                Scan = "Progressive",
                BitsPerComponent = 8,
                ColorSpace = "RGB",
                SignalRange = "Full",
                ChromaSampling = "4:4:4",
                GammaType = "Power",
            },
            signal);
    }

    [Theory]
    [InlineData("""{"active":true,"name":"5120x2160@60 Hz"}""", true, "5120x2160@60 Hz")]
    [InlineData("""{"active":false,"name":"","horizontal_resolution":"none"}""", false, "")]
    [InlineData("""{"active":false}""", false, "")]
    public void TryParse_PartOfTheObject_LeavesTheRestOpen(string answer, bool active, string name)
    {
        Assert.True(DetectedSignal.TryParse(Json.Element(answer), out var signal));
        Assert.Equal(new DetectedSignal { Active = active, Name = name }, signal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"active":"yes"}""")]
    [InlineData("""{"name":"x"}""")]
    public void TryParse_WithoutActive_IsFalse(string answer) =>
        Assert.False(DetectedSignal.TryParse(Json.Element(answer), out _));
}
