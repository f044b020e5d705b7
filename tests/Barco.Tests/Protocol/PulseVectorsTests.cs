namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseVectorsTests
{
    [Fact]
    public void File_HoldsEveryExchange()
    {
        // V19 is V18 with another ending of the connection.
        var expected = Enumerable.Range(1, 28).Where(number => number != 19).Select(number => $"V{number:00}");

        Assert.Equal(expected, PulseVectors.All.Select(vector => vector.Id));
    }

    [Fact]
    public void V14_CutsStandBetweenTheBytesOfOneCharacter()
    {
        var vector = PulseVectors.Get("V14");

        Assert.Equal([0x22, 0x47, 0xC3], vector.Device[0][(vector.Cuts[1] - 3)..vector.Cuts[1]]);
        Assert.Equal([0xA4, 0x73, 0x74], vector.Device[0][vector.Cuts[1]..(vector.Cuts[1] + 3)]);
    }
}
