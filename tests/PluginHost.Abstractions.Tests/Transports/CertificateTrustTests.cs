namespace PluginHost.Abstractions.Tests.Transports;

public sealed class CertificateTrustTests
{
    private const string Hash = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";

    [Fact]
    public void Pinned_AnySpelling_IsTheSame()
    {
        var colons = string.Join(':', Hash.Chunk(2).Select(pair => new string(pair)));

        Assert.Equal(Hash, CertificateTrust.Pinned(Hash.ToLowerInvariant()).Pin);
        Assert.Equal(CertificateTrust.Pinned(Hash), CertificateTrust.Pinned(colons));
        Assert.False(CertificateTrust.Pinned(Hash).AcceptsAny);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0011")]
    [InlineData("G0112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    public void Pinned_NoHash_Throws(string hash) => Assert.Throws<FormatException>(() => CertificateTrust.Pinned(hash));

    [Fact]
    public void System_AcceptsNeitherAnyNorAPin() => Assert.Equal((null, false), (CertificateTrust.System.Pin, CertificateTrust.System.AcceptsAny));
}
