using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/health</c>.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes, Readiness readiness, Problem problems)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new HealthDocument("live"), ApiJson.Default.HealthDocument))
            .WithName("GetLiveness").WithTags("health").WithSummary("Whether the process answers.")
            .Produces<HealthDocument>();
        routes.MapGet("/health/ready", IResult () => readiness.IsReady
                ? TypedResults.Json(new HealthDocument("ready"), ApiJson.Default.HealthDocument)
                : problems.Create(StatusCodes.Status503ServiceUnavailable, "The house is starting or stopping."))
            .WithName("GetReadiness").WithTags("health").WithSummary("Whether the devices have been started.")
            .Produces<HealthDocument>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
