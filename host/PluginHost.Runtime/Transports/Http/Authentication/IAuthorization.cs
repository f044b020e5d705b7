using System.Net.Http.Headers;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>A way to authorise requests that a server has asked for.</summary>
internal interface IAuthorization
{
    /// <summary>Whether the server asked again only because what was used before is too old.</summary>
    bool IsStale { get; }

    /// <summary>The header of one request.</summary>
    AuthenticationHeaderValue Authorize(HttpRequestMessage request);

    /// <summary>Whether a server that refused <paramref name="earlier"/> may accept this.</summary>
    bool IsNewerThan(IAuthorization earlier);
}
