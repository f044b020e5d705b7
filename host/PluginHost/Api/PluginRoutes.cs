using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/plugins</c>.</summary>
internal static class PluginRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house) =>
        routes.MapGet("/api/v1/plugins", () => TypedResults.Json<IReadOnlyList<PluginDocument>>(
                [.. house.Plugins.Plugins.Select(PluginDocument.From)], ApiJson.Default.IReadOnlyListPluginDocument))
            .WithName("GetPlugins").WithTags("plugins").WithSummary("Every plugin known, loaded or not.")
            .Produces<IReadOnlyList<PluginDocument>>();
}
