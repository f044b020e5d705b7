using System.Net;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>
/// Answers a device's challenge and remembers the answer, so that only the first request costs two round trips. Wrong
/// credentials are sent once for each request of the driver, since devices lock out whoever tries too often.
/// </summary>
internal sealed class AuthenticationHandler(HttpMessageHandler inner, Uri home, NetworkCredential credentials) : DelegatingHandler(inner)
{
    /// <summary>What of a refusal's body is read so that its connection can be used again.</summary>
    private const int LongestRefusal = 64 * 1024;

    private IAuthorization? _known;

    private enum Answered
    {
        Not,
        FromMemory,
        Now,
        NowAfterStale,
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isHome = string.Equals(request.RequestUri!.IdnHost, home.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (!isHome || request.Headers.Authorization is not null)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var authorization = UsableFor(request, Volatile.Read(ref _known));
        var answered = authorization is null ? Answered.Not : Answered.FromMemory;
        while (true)
        {
            request.Headers.Authorization = authorization?.Authorize(request);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return response;
            }

            var next = Strongest(request, response);
            if (next is null || !MayAnswer(answered, authorization, next))
            {
                Interlocked.CompareExchange(ref _known, null, authorization);
                return response;
            }

            Volatile.Write(ref _known, next);
            if (!CanRepeat(request.Content))
            {
                return response;
            }

            await FinishAsync(response, cancellationToken).ConfigureAwait(false);
            answered = answered == Answered.Now ? Answered.NowAfterStale : Answered.Now;
            authorization = next;
        }
    }

    private static bool MayAnswer(Answered answered, IAuthorization? refused, IAuthorization next) => answered switch
    {
        Answered.Not => true,

        // Many devices forget a nonce without saying that it was stale.
        Answered.FromMemory => next.IsNewerThan(refused!),
        Answered.Now => next.IsStale,
        _ => false,
    };

    /// <summary>Basic must not leave unencrypted, not even where it was learned over TLS.</summary>
    private static IAuthorization? UsableFor(HttpRequestMessage request, IAuthorization? known) =>
        known is BasicAuthorization && !IsEncrypted(request) ? null : known;

    private static bool IsEncrypted(HttpRequestMessage request) => request.RequestUri!.Scheme == Uri.UriSchemeHttps;

    private static bool CanRepeat(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent;

    private static async Task FinishAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            if (response.Content.Headers.ContentLength is null or <= LongestRefusal)
            {
                var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                var buffer = new byte[1024];
                int count;
                for (var left = LongestRefusal; left > 0 && (count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; left -= count)
                {
                }
            }
        }
    }

    private IAuthorization? Strongest(HttpRequestMessage request, HttpResponseMessage response)
    {
        var challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var headers)
            ? headers.SelectMany(AuthenticationChallenge.ParseAll).ToList()
            : [];
        if (challenges.Select(DigestChallenge.From).OfType<DigestChallenge>().MaxBy(digest => digest.Algorithm.Strength) is { } strongest)
        {
            return new DigestAuthorization(strongest, credentials);
        }

        var isBasicAsked = challenges.Any(challenge => challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase));
        return isBasicAsked && IsEncrypted(request) ? new BasicAuthorization(credentials) : null;
    }
}
