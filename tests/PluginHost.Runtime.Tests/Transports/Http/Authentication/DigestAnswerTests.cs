using System.Net;
using PluginHost.Runtime.Transports.Http.Authentication;

namespace PluginHost.Runtime.Tests.Transports.Http.Authentication;

public sealed class DigestAnswerTests
{
    private const string Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static readonly NetworkCredential Mufasa = new("Mufasa", "Circle of Life");

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void For_ExampleOfRfc7616_GivesItsResponse(string algorithm, string response)
    {
        var challenge = Parse($"""
            Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="{Nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
            """);
        Assert.Equal(
            $"""username="Mufasa", realm="http-auth@example.org", nonce="{Nonce}", uri="/dir/index.html", response="{response}", qop=auth, """
            + $"""nc=00000001, cnonce="{ClientNonce}", algorithm={algorithm}, opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS" """.TrimEnd(),
            new DigestAnswer(challenge, Mufasa, ClientNonce).For("GET", "/dir/index.html", 1));
    }

    [Fact]
    public void For_ChallengeWithoutQop_AnswersAsRfc2069()
    {
        // The example of RFC 2069 with the response that its erratum 749 corrects.
        var challenge = Parse("""Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41" """);
        var answer = new DigestAnswer(challenge, new NetworkCredential("Mufasa", "CircleOfLife"), ClientNonce).For("GET", "/dir/index.html", 1);
        Assert.Contains("response=\"1949323746fe6a43ef61f9606e7febea\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("qop", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("cnonce", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("algorithm", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public void For_SessionAlgorithm_HashesTheNoncesIntoTheSecret(string name)
    {
        var hash = DigestAlgorithm.Find(name)!;
        var challenge = Parse($"""Digest realm="r", qop=auth, algorithm={name}-sess, nonce="n" """);
        var secret = hash.Hash($"{hash.Hash("Mufasa:r:Circle of Life")}:n:c");
        var response = hash.Hash($"{secret}:n:0000000a:c:auth:{hash.Hash("PUT:/a?b=c")}");
        Assert.Contains($"response=\"{response}\"", new DigestAnswer(challenge, Mufasa, "c").For("PUT", "/a?b=c", 10), StringComparison.Ordinal);
    }

    [Fact]
    public void For_UserWithQuotes_EscapesThem() => Assert.StartsWith(
        """username="a\"b\\c", realm="say \"hi\"",""",
        new DigestAnswer(Parse("""Digest realm="say \"hi\"", nonce="n" """), new NetworkCredential("a\"b\\c", "p"), "c").For("GET", "/", 1),
        StringComparison.Ordinal);

    [Fact]
    public void For_UserBeyondAscii_EncodesTheName() => Assert.StartsWith(
        "username*=UTF-8''J%C3%A4s%C3%B8n, ",
        new DigestAnswer(Parse("""Digest realm="r", nonce="n" """), new NetworkCredential("Jäsøn", "p"), "c").For("GET", "/", 1),
        StringComparison.Ordinal);

    [Fact]
    public void For_UserToBeHashed_SendsTheHash() => Assert.StartsWith(
        $"username=\"{DigestAlgorithm.Md5.Hash("Mufasa:r")}\", userhash=true, ",
        new DigestAnswer(Parse("""Digest realm="r", nonce="n", userhash=true"""), Mufasa, "c").For("GET", "/", 1),
        StringComparison.Ordinal);

    private static DigestChallenge Parse(string header) => DigestChallenge.From(AuthenticationChallenge.ParseAll(header).Single())!;
}
