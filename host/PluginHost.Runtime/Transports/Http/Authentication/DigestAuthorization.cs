using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>Answers one nonce for as long as the server takes it, counting the requests that carry it.</summary>
internal sealed class DigestAuthorization(DigestChallenge challenge, NetworkCredential credentials) : IAuthorization
{
    private readonly DigestAnswer _answer = new(challenge, credentials, RandomNumberGenerator.GetHexString(32, lowercase: true));
    private uint _count;

    public bool IsStale => challenge.IsStale;

    public AuthenticationHeaderValue Authorize(HttpRequestMessage request) => new(
        "Digest", _answer.For(request.Method.Method, request.RequestUri!.PathAndQuery, Interlocked.Increment(ref _count)));

    public bool IsNewerThan(IAuthorization earlier) =>
        challenge.IsStale || earlier is not DigestAuthorization digest || digest.Nonce != Nonce;

    private string Nonce => challenge.Nonce;
}
