using System.Net;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports.Http;

/// <summary>
/// Binds an HTTP client to its scope: ends with it, throws the contract's exceptions, and knows every response that still
/// occupies a connection.
/// </summary>
internal sealed class ScopedHttpHandler : DelegatingHandler
{
    private readonly LedgerScope _scope;
    private readonly string _openedBy;
    private readonly CancellationTokenRegistration _ending;

    public ScopedHttpHandler(HttpMessageHandler inner, LedgerScope scope, string openedBy)
        : base(inner)
    {
        (_scope, _openedBy) = (scope, openedBy);
        _ending = scope.Ended.UnsafeRegister(static handler => ((HttpMessageHandler)handler!).Dispose(), inner);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _scope.ThrowIfEnded();
        var peer = $"{request.RequestUri!.IdnHost}:{request.RequestUri.Port}";
        try
        {
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _scope.Ended);
            var response = await base.SendAsync(request, sending.Token).ConfigureAwait(false);
            if (HasBody(request, response))
            {
                await WatchAsync(request, response, peer, sending.Token).ConfigureAwait(false);
            }

            return response;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && HttpErrors.IsExpected(error))
        {
            _scope.ThrowIfEnded();
            throw HttpErrors.ToEnding(error, $"{request.Method} {request.RequestUri.AbsolutePath} at {peer} failed");
        }
    }

    /// <summary>Refused: reading a connection that the host owns blocks no thread.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A lent HTTP client sends asynchronously only: use SendAsync.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ending.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool HasBody(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Method != HttpMethod.Head
        && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        && response.Content.Headers.ContentLength != 0;

    /// <summary>Holds the driver to reading the body to its end or disposing it.</summary>
    private async Task WatchAsync(HttpRequestMessage request, HttpResponseMessage response, string peer, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var entry = _scope.Create(EntryRole.Response, TransportKind.Http, peer, $"{what} < {_openedBy}");
        var watched = new ResponseStream(body, entry, $"The answer to {what} from {peer} broke off");
        try
        {
            _scope.Enter(entry, watched.CloseAsync);
        }
        catch
        {
            await body.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var content = new StreamContent(watched);
        foreach (var header in response.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        response.Content = content;
    }
}
