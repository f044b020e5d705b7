using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/plugins</c>.</summary>
internal static class PluginRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house, Problem problems)
    {
        routes.MapGet("/api/v1/plugins", () => TypedResults.Json<IReadOnlyList<PluginDocument>>(
                [.. house.Plugins.Plugins.Select(PluginDocument.From)], ApiJson.Default.IReadOnlyListPluginDocument))
            .WithName("GetPlugins").WithTags("plugins").WithSummary("Every plugin known, loaded or not.")
            .Produces<IReadOnlyList<PluginDocument>>();

        routes.MapPost("/api/v1/plugins/{id}/reload", async Task<IResult> (string id, int? generation) =>
            {
                try
                {
                    return await house.ReloadAsync(id, generation) is { } outcome
                        ? Answer(outcome, problems)
                        : problems.Create(StatusCodes.Status404NotFound, $"There is no plugin '{id}'.");
                }
                catch (ArgumentOutOfRangeException unknown)
                {
                    return problems.Create(StatusCodes.Status404NotFound, unknown.Message.Split(" (Parameter")[0]);
                }
            })
            .WithName("ReloadPlugin").WithTags("plugins")
            .WithSummary("Reloads a plugin now, changed or not; with generation=N goes back to the content of a retired generation.")
            .WithDescription(
                "Answers once the devices are back on the new generation. 422 with diagnostics where the new one was refused, or did not "
                + "get its devices back within its probation: the old one runs on.")
            .Produces<PluginDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Answer(ReloadOutcome outcome, Problem problems)
    {
        var plugin = PluginDocument.From(outcome.Plugin);
        return outcome.Result is ReloadResult.Swapped or ReloadResult.Superseded || outcome is { Result: ReloadResult.Unchanged, Plugin.State: PluginState.Loaded }
            ? TypedResults.Json(plugin, ApiJson.Default.PluginDocument)
            : problems.Create(
                StatusCodes.Status422UnprocessableEntity,
                plugin.Error ?? "The plugin was refused.",
                [new("diagnostics", plugin.Diagnostics.ToArray()), new("plugin", plugin)]);
    }
}
