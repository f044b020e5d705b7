using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/connections</c>.</summary>
internal static class ConnectionRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house) =>
        routes.MapGet("/api/v1/connections", () => TypedResults.Json<IReadOnlyList<ConnectionDocument>>(
                [.. house.Ledger.Lines().Select(ConnectionDocument.From)], ApiJson.Default.IReadOnlyListConnectionDocument))
            .WithName("GetConnections").WithTags("connections").WithSummary("What is lent to drivers at the moment, and what was opened round the host.")
            .Produces<IReadOnlyList<ConnectionDocument>>();
}
