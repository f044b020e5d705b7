using System.Net;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Transports;

/// <summary>Puts a failed look-up into the contract's words.</summary>
internal static class ResolverExtensions
{
    public static async ValueTask<IReadOnlyList<IPAddress>> ResolveForConnectAsync(
        this HostResolver resolver, string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (HostResolutionException error)
        {
            throw ConnectionEndedException.Lost(error.Message, error);
        }
    }
}
