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

    /// <summary>A realm that names a serial number, brackets in the query, and every form of the challenge that cameras send.</summary>
    [Theory]
    [InlineData("qop=\"auth\"", "211955164", "/cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", 1, "f0852a882ad1a4a6d319a0b56ffbaec9")]
    [InlineData("qop=\"auth\"", "211955164", "/cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", 2, "9a8d166ef289dd10b9ea484d17d2f63b")]
    [InlineData("qop=\"auth,auth-int\"", "211955164", "/cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", 1, "f0852a882ad1a4a6d319a0b56ffbaec9")]
    [InlineData("stale=\"false\"", "211955164", "/cgi-bin/eventManager.cgi?action=attach&codes=[All]&heartbeat=5", 1, "b774024c1749a9d45559d1f900636efa")]
    [InlineData("qop=\"auth\"", "211955164", "/cgi-bin/eventManager.cgi?action=attach&codes=%5BAll%5D&heartbeat=5", 1, "276d2cc27ead4bbd9f3976e13f2b0ec2")]
    [InlineData("qop=\"auth\"", "211955164", "/cgi-bin/magicBox.cgi?action=getSystemInfo", 1, "61241c168972e1d2ba4eba3b87d4dc41")]
    [InlineData("qop=\"auth\", algorithm=SHA-256", "211955164", "/cgi-bin/magicBox.cgi?action=getSystemInfo", 1, "d0c0bf957c250e70e6e4e935ad87e75fa20b53d5f083274e5f0d35427ebec02e")]
    [InlineData("qop=\"auth\"", "479352013", "/cgi-bin/eventManager.cgi?action=getEventIndexes&code=VideoMotion", 1, "b863f3876a55355d5b8b7e83622467e3")]
    public void For_ChallengeOfACamera_GivesItsResponse(string wishes, string nonce, string uri, uint count, string response)
    {
        // As captured: no blank behind the commas.
        var challenge = Parse($"""
            Digest realm="Login to 4X7C5A1ZAG21L3F",{wishes},nonce="{nonce}",opaque="9a206a55e922ee7900769ec61ae49bf0c1f30242"
            """);
        var answer = new DigestAnswer(challenge, new NetworkCredential("admin", "admin123"), "0a4f113b0a4f113b").For("GET", uri, count);
        Assert.Contains($"response=\"{response}\"", answer, StringComparison.Ordinal);
        Assert.Contains("opaque=\"9a206a55e922ee7900769ec61ae49bf0c1f30242\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void For_AnotherMethod_HashesItToo() => Assert.Contains(
        "response=\"c9b871054d43c7244ba959b99f4571f5\"",
        new DigestAnswer(
            Parse("""Digest realm="Login to 4X7C5A1ZAG21L3F",nonce="c5cdebfb791630ad189ac43081c7c01e" """),
            new NetworkCredential("admin", "admin123"),
            "c").For("DESCRIBE", "rtsp://192.168.1.108:554/cam/realmonitor?channel=1&subtype=0", 1),
        StringComparison.Ordinal);

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
