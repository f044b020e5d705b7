using System.Reflection;
using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/host</c>.</summary>
internal static class HostRoutes
{
    public static readonly string Version =
        typeof(HostRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static void Map(IEndpointRouteBuilder routes, House house, ConfigurationState configuration, TimeProvider time)
    {
        var startedAt = time.GetUtcNow();
        routes.MapGet("/api/v1/host", () => TypedResults.Json(
                new HostDocument(
                    Version,
                    startedAt.UtcDateTime,
                    Math.Round((time.GetUtcNow() - startedAt).TotalSeconds, 3),
                    configuration.Current,
                    house.Plugins.Plugins.Count,
                    house.Devices.Count,
                    ConnectionCounts.From(house.Ledger.Counts),
                    ProcessFigures.Read()),
                ApiJson.Default.HostDocument))
            .WithName("GetHost").WithTags("host").WithSummary("The host as a whole.")
            .Produces<HostDocument>();
    }
}
