using System.Net;
using System.Security.Cryptography.X509Certificates;
using PluginHost.Runtime.Transports.Http.Authentication;

namespace PluginHost.Runtime.Tests.Transports.Http.Authentication;

/// <summary>A device that takes digest answers only as strictly as the RFC says: right response, known nonce, each count once.</summary>
internal sealed class DigestTestServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _counts = [];
    private readonly NetworkCredential _credentials;
    private readonly string _algorithm;
    private int _nonces;
    private string _nonce = "";

    public DigestTestServer(NetworkCredential credentials, string algorithm = "MD5", X509Certificate2? certificate = null)
    {
        (_credentials, _algorithm) = (credentials, algorithm);
        ForgetNonce();
        Http = new HttpTestServer(Answer, certificate);
    }

    public HttpTestServer Http { get; }

    /// <summary>Whether it says that a nonce it has forgotten was stale; many devices do not.</summary>
    public bool TellsStale { get; set; } = true;

    /// <summary>Whether it forgets every nonce at once.</summary>
    public bool IsForgetful { get; set; }

    public void ForgetNonce()
    {
        lock (_lock)
        {
            _nonce = $"nonce {++_nonces}";
            _counts.Clear();
        }
    }

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private string Answer(HttpTestRequest request)
    {
        if (IsForgetful)
        {
            ForgetNonce();
        }

        lock (_lock)
        {
            if (request.Authorization is not { } authorization)
            {
                return Refuse(isStale: false);
            }

            var sent = AuthenticationChallenge.ParseAll(authorization).Single();
            if (sent["nonce"] != _nonce)
            {
                return Refuse(TellsStale);
            }

            var challenge = DigestChallenge.From(AuthenticationChallenge.ParseAll(Challenge(isStale: false)).Single())!;
            var expected = new DigestAnswer(challenge, _credentials, sent["cnonce"]!)
                .For(request.Method, request.Target, Convert.ToUInt32(sent["nc"], 16));
            return authorization == $"Digest {expected}" && _counts.Add(sent["nc"]!)
                ? HttpTestServer.Ok($"{request.Method} {request.Target} {request.Body}")
                : Refuse(isStale: false);
        }
    }

    private string Challenge(bool isStale) =>
        $"Digest realm=\"device\", nonce=\"{_nonce}\", qop=\"auth\", algorithm={_algorithm}, opaque=\"o\"{(isStale ? ", stale=true" : "")}";

    private string Refuse(bool isStale) =>
        $"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"device\"\r\nWWW-Authenticate: {Challenge(isStale)}\r\nContent-Length: 7\r\n\r\nrefused";
}
