using Microsoft.AspNetCore.Http.HttpResults;
using PluginHost.Runtime.Events;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/events</c>.</summary>
internal static class EventRoutes
{
    public static void Map(IEndpointRouteBuilder routes, IEventLog events, Problem problems) =>
        routes.MapGet("/api/v1/events", IResult (string? after, string? device, string? type, string? limit) =>
            {
                var seq = EventQuery.ReadSeq("after", after, out var mistake);
                var wanted = EventQuery.ReadType(type, out var typeMistake);
                var most = EventQuery.ReadLimit(limit, out var limitMistake);
                if ((mistake ?? typeMistake ?? limitMistake) is { } wrong)
                {
                    return problems.Create(StatusCodes.Status400BadRequest, wrong);
                }

                var page = events.Read(seq, device, wanted, most);
                return page.Position == EventPosition.Kept
                    ? TypedResults.Json(new EventsDocument(page.Entries, page.Next), ApiJson.Default.EventsDocument)
                    : Gone(problems, page.Position, page.OldestKept);
            })
            .WithName("GetEvents").WithTags("events").WithSummary("Reads the event log after a seq.")
            .Produces<EventsDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status410Gone);

    /// <summary>The answer to who wants to read on from a place that the log does not have.</summary>
    public static ProblemHttpResult Gone(Problem problems, EventPosition position, long oldest) => problems.Create(
        StatusCodes.Status410Gone,
        position == EventPosition.Ahead
            ? "The seq is of another log; begin anew."
            : "Events after that seq are no longer kept; begin anew.",
        [new("oldest", oldest)]);
}
