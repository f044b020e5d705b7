using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PluginHost.Runtime.Configuration;

namespace PluginHost.Server.Api;

/// <summary>
/// Lets in only who may come in, before anything else is looked at: a web page that renamed itself to this address
/// (Host), a web page of somebody else (Origin), and whoever lacks the token are turned away.
/// </summary>
internal sealed class Doorkeeper(Uri listen, IReadOnlyList<Uri> publicUrls, string? token, Problem problems)
{
    private const string Scheme = "Bearer ";

    private readonly HashSet<string> _publicNames = new(publicUrls.Select(PublicUrl.Name), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _publicOrigins = new(publicUrls.Select(PublicUrl.Origin), StringComparer.OrdinalIgnoreCase);
    private readonly byte[]? _token = token is null ? null : Hash(token);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var isOwn = IsOwn(request.Host, context.Connection.LocalIpAddress);
        if (!isOwn && !_publicNames.Contains(request.Host.Host))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                $"The host name '{request.Host}' is not this host's own; use the one in 'listen', an address, or one in 'public_urls'.");
        }

        // A proxy hides the scheme, and perhaps the name, that the browser knows; the configuration says them.
        if (request.Headers.Origin is { Count: > 0 } origin
            && !_publicOrigins.Contains(origin.ToString())
            && !(isOwn && IsSame(origin.ToString(), request)))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                $"Requests of the web page '{origin}' are not answered; where that is a proxy's address of this host, name it in 'public_urls'.");
        }

        if (_token is not null && !IsFree(context) && !HasToken(request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, "This host wants 'Authorization: Bearer TOKEN'.");
        }

        return next(context);
    }

    private bool IsOwn(HostString host, IPAddress? local)
    {
        var name = host.Host;
        if (name.Length == 0)
        {
            return false;
        }

        if (IPAddress.TryParse(name.Trim('[', ']'), out var address))
        {
            return IPAddress.IsLoopback(address) || Same(address, local)
                || (IPAddress.TryParse(listen.DnsSafeHost, out var own) && !IsAny(own) && own.Equals(address));
        }

        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals(listen.Host, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(IPAddress address, IPAddress? local) =>
        local is not null && (local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local).Equals(address);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsSame(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    /// <summary>A service manager on the same machine asks after the health without knowing the token.</summary>
    private static bool IsFree(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private bool HasToken(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } authorization]
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _token);

    /// <summary>Hashes have one length, so that comparing tells nothing about the token's.</summary>
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private Task RefuseAsync(HttpContext context, int status, string detail) => problems.Create(status, detail).ExecuteAsync(context);
}
