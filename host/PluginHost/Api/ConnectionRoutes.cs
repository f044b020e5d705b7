using System.Globalization;
using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/connections</c>.</summary>
internal static class ConnectionRoutes
{
    /// <summary>How many sockets are counted but not in the list; the list itself is an array and cannot say so.</summary>
    public const string Unlisted = "X-Unlisted-Count";

    public static void Map(IEndpointRouteBuilder routes, House house) =>
        routes.MapGet("/api/v1/connections", (HttpResponse response) =>
            {
                response.Headers[Unlisted] = house.Ledger.Unlisted.ToString(CultureInfo.InvariantCulture);
                return TypedResults.Json<IReadOnlyList<ConnectionDocument>>(
                    [.. house.Ledger.Lines().Select(ConnectionDocument.From)], ApiJson.Default.IReadOnlyListConnectionDocument);
            })
            .WithName("GetConnections").WithTags("connections").WithSummary("What is lent to drivers at the moment, and what was opened round the host.")
            .WithDescription("Of what was opened round the host the first 1,000 are listed; the header X-Unlisted-Count says how many more there were.")
            .Produces<IReadOnlyList<ConnectionDocument>>();
}
