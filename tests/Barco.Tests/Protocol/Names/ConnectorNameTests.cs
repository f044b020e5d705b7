using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Tests.Protocol.Names;

public sealed class ConnectorNameTests
{
    [Theory]
    [InlineData("DisplayPort 1", "displayport1")]
    [InlineData("HDMI", "hdmi")]
    [InlineData("L1 HDMI", "l1hdmi")]
    [InlineData("Dual DVI columns", "dualdvicolumns")]
    [InlineData("DVI-1_b", "dvi1_b")]
    public void FromSource_Name_LosesCaseAndSeparators(string source, string expected) =>
        Assert.Equal(expected, ConnectorName.FromSource(source));

    [Fact]
    public void DetectedSignal_OfASource_NamesItsConnector() =>
        Assert.Equal("image.connector.displayport1.detectedsignal", ImageNames.DetectedSignal("DisplayPort 1"));
}
