using System.Security.Cryptography;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Protocol;

public sealed class IpcomVectorsTests
{
    [Fact]
    public void Vectors_AreTwenty() => Assert.Equal(20, IpcomVectors.All.Count);

    [Fact]
    public void Table_IsTheOneOfTheVendor() =>
        Assert.Equal("15202AAF51B289531938B924EA70F6C726864ECFFD455DC9C6C9370EE0AF005F", Convert.ToHexString(SHA256.HashData(MaskTable.Bytes)));

    [Fact]
    public void Keys_AreTheOnesTheVectorsWereMadeWith()
    {
        Assert.Equal("C0487E52BA394FE0CCFDC6A8B0D4F3E3D981D710623A88730BEE2B7A2A6BF999", Convert.ToHexString(SHA256.HashData(IpcomVectors.KeyA)));
        Assert.Equal("74778D85CC37EFD2EB13EA5CBBB9BF18D98815C4A1AECAC44B5DF85AB3B91D63", Convert.ToHexString(SHA256.HashData(IpcomVectors.KeyB)));
    }

    [Theory]
    [MemberData(nameof(IpcomVectors.Ids), MemberType = typeof(IpcomVectors))]
    public void Plain_IsEnciphered(string id)
    {
        var (_, cipher, plain, wire) = IpcomVectors.Get(id);
        var made = new byte[plain.Length];

        cipher.Encipher(plain, made);

        Assert.Equal(wire, made);
        cipher.Decipher(made, made);
        Assert.Equal(plain, made);
        cipher.Encipher(made, made);
        Assert.Equal(wire, made);
    }

    [Theory]
    [MemberData(nameof(IpcomVectors.Ids), MemberType = typeof(IpcomVectors))]
    public void Wire_IsDeciphered(string id)
    {
        var (_, cipher, plain, wire) = IpcomVectors.Get(id);
        var made = new byte[plain.Length];

        cipher.Decipher(wire, made);

        Assert.Equal(plain, made);
    }

    [Theory]
    [MemberData(nameof(IpcomVectors.Ids), MemberType = typeof(IpcomVectors))]
    public void Begin_OfAMessageIsThatOfTheWire(string id)
    {
        var (_, cipher, plain, wire) = IpcomVectors.Get(id);
        for (var length = 0; length <= plain.Length; length++)
        {
            var made = new byte[length];
            cipher.Encipher(plain.AsSpan(0, length), made);
            Assert.Equal(wire[..length], made);
        }
    }

    [Fact]
    public void FlippedByte_SpoilsItselfAndTheNext()
    {
        var (_, cipher, plain, wire) = IpcomVectors.Get("V05");
        var spoiled = (byte[])[.. wire];
        spoiled[40] ^= 0x55;
        cipher.Decipher(spoiled, spoiled);

        var different = Enumerable.Range(0, plain.Length).Where(i => plain[i] != spoiled[i]);

        Assert.All(different, i => Assert.InRange(i, 40, 41));
        Assert.Contains(40, different);
    }

    [Fact]
    public void GoodbyeOfAClearUnit_LooksLikeIdFourteenToWhoeverDeciphersIt()
    {
        var read = new byte[2];
        SessionCipher.WithoutKey.Decipher([0x02, 0x01], read);
        Assert.Equal([0x0e, 0x65], read);
    }

    [Fact]
    public void Login_WithTheKeyOfAnEarlierSession_BeginsOtherwise()
    {
        var start = new byte[4];
        SessionCipher.WithKey(IpcomVectors.KeyA).Encipher(IpcomVectors.Get("V01").Plain.AsSpan(0, 4), start);
        Assert.Equal([0x7d, 0x01, 0x23, 0x0b], start);
    }

    [Fact]
    public void Clear_ChangesNothing()
    {
        var made = new byte[56];
        SessionCipher.Clear.Encipher(IpcomVectors.Get("V01").Plain, made);
        Assert.Equal(IpcomVectors.Get("V01").Plain, made);
    }

    [Fact]
    public void LongerMessageThanThereCanBe_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SessionCipher.WithoutKey.Encipher(new byte[257], new byte[257]));
        Assert.Throws<ArgumentException>(() => SessionCipher.WithoutKey.Decipher(new byte[2], new byte[1]));
    }
}
