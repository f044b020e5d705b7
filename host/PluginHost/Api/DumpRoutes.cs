using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Server.Api.Documents;
using PluginHost.Server.Dumps;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/plugins/{id}/dump</c>.</summary>
internal static class DumpRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house, Problem problems) =>
        routes.MapPost("/api/v1/plugins/{id}/dump", async Task<IResult> (string id, int? generation, CancellationToken stop) =>
            {
                if (house.Plugins.Plugins.FirstOrDefault(plugin => plugin.Id == id) is not { } plugin)
                {
                    return problems.Create(StatusCodes.Status404NotFound, $"There is no plugin '{id}'.");
                }

                if (Choose(plugin, generation) is not { Unloaded: false } retired)
                {
                    var (status, why) = WhyNot(plugin, generation);
                    return problems.Create(status, why);
                }

                return GenerationDump.IsSupported
                    ? await AnswerAsync(retired, problems, stop)
                    : problems.Create(StatusCodes.Status501NotImplemented, "This system's .NET runtime comes without createdump, which takes the dump.");
            })
            .WithName("DumpPlugin").WithTags("plugins")
            .WithSummary("Finds what keeps a retired generation in memory, by a dump that is examined and deleted.")
            .WithDescription(
                "Without generation=N the newest one that lingers. The process stands still for about a second while the dump is taken. "
                + "404 where there is no such plugin or generation; 409 where that generation runs or is gone already; 501 and 503 where no dump can be taken here.")
            .Produces<DumpDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status501NotImplemented)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static RetiredGeneration? Choose(PluginStatus plugin, int? generation) => generation is { } asked
        ? plugin.Retired.FirstOrDefault(retired => retired.Generation == asked)
        : plugin.Retired.LastOrDefault(retired => retired.Lingers) ?? plugin.Retired.LastOrDefault(retired => !retired.Unloaded);

    private static (int Status, string Why) WhyNot(PluginStatus plugin, int? generation) => generation switch
    {
        null => (StatusCodes.Status409Conflict, $"The plugin '{plugin.Id}' has no retired generation in memory."),
        { } asked when asked == plugin.Generation =>
            (StatusCodes.Status409Conflict, $"Generation {asked} of the plugin '{plugin.Id}' runs; a dump looks into a retired one."),
        { } asked when plugin.Retired.Any(retired => retired.Generation == asked) =>
            (StatusCodes.Status409Conflict, $"Generation {asked} of the plugin '{plugin.Id}' is unloaded: nothing of it is in memory."),
        { } asked => (StatusCodes.Status404NotFound, $"The plugin '{plugin.Id}' has no retired generation {asked}, or has had so many since that it is not listed any more."),
    };

    private static async Task<IResult> AnswerAsync(RetiredGeneration retired, Problem problems, CancellationToken stop)
    {
        try
        {
            var path = await GenerationDump.FindRootsAsync(retired, stop);
            retired.Explain(path.Count > 0
                ? $"By a dump: it is held by {string.Join(" > ", path)}."
                : "By a dump: no object leads to it; native code holds it, or the next full collection frees it.");
            return TypedResults.Json(new DumpDocument(retired.Generation, retired.HeldBy, path), ApiJson.Default.DumpDocument);
        }
        catch (Exception failure) when (failure is DumpFailure or IOException or UnauthorizedAccessException)
        {
            return problems.Create(StatusCodes.Status503ServiceUnavailable, $"The dump failed: {failure.Message}");
        }
    }
}
