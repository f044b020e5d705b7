using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Transports.Http.Authentication;

namespace PluginHost.Runtime.Tests.Transports.Http.Authentication;

public sealed class AuthenticationChallengeTests
{
    [Fact]
    public void ParseAll_SeveralInOneHeader_ReadsEach()
    {
        var challenges = AuthenticationChallenge.ParseAll(
            """Digest realm="Login to \"A\"", qop="auth, auth-int" ,algorithm=SHA-256, nonce=abc, Basic realm = "b", Negotiate""");
        Assert.Equal(["Digest", "Basic", "Negotiate"], challenges.Select(challenge => challenge.Scheme));
        Assert.Equal("Login to \"A\"", challenges[0]["REALM"]);
        Assert.Equal("auth, auth-int", challenges[0]["qop"]);
        Assert.Equal("abc", challenges[0]["nonce"]);
        Assert.Equal("b", challenges[1]["realm"]);
        Assert.Null(challenges[2]["realm"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic realm=\"r\"")]
    [InlineData("Digest realm=\"r\"")]
    [InlineData("Digest nonce=\"n\"")]
    [InlineData("Digest realm=\"r\", nonce=\"\"")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    public void Digest_WhatCannotBeAnswered_IsNone(string header) =>
        Assert.Empty(AuthenticationChallenge.ParseAll(header).Select(DigestChallenge.From).OfType<DigestChallenge>());

    [Fact]
    public void Digest_Stale_IsReadInAnyCase() =>
        Assert.True(DigestChallenge.From(AuthenticationChallenge.ParseAll("digest realm=r, nonce=n, stale=\"TRUE\"")[0])!.IsStale);

    [Fact]
    public void ParseAll_AnyText_Ends() =>
        Prop.ForAll<string?>(text => AuthenticationChallenge.ParseAll(text ?? "").Count <= (text ?? "").Length).QuickCheckThrowOnFailure();

    [Fact]
    public void ParseAll_AnyMixtureOfItsSigns_Ends() =>
        Prop.ForAll(
            Gen.Elements('D', 'a', '=', ',', '"', '\\', ' ', ';').ListOf().Select(signs => string.Concat(signs)).ToArbitrary(),
            text => AuthenticationChallenge.ParseAll(text).Count <= text.Length).QuickCheckThrowOnFailure();
}
