using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/events/stream</c>.</summary>
internal static class EventStreamRoutes
{
    public static void Map(IEndpointRouteBuilder routes, IEventLog events, Problem problems, TimeProvider time, CancellationToken stopping) =>
        routes.MapGet("/api/v1/events/stream", async (string? after, HttpContext context) =>
            {
                // A browser that reconnects repeats the address it began with; its header knows better.
                var last = context.Request.Headers["Last-Event-ID"].FirstOrDefault();
                var seq = EventQuery.ReadSeq(last is null ? "after" : "Last-Event-ID", last ?? after, out var mistake);
                if (mistake is not null)
                {
                    await problems.Create(StatusCodes.Status400BadRequest, mistake).ExecuteAsync(context);
                    return;
                }

                var subscription = events.Subscribe(seq ?? events.Newest);
                if (subscription.Position != EventPosition.Kept)
                {
                    await EventRoutes.Gone(problems, subscription.Position, events.OldestKept).ExecuteAsync(context);
                    return;
                }

                await new EventStream(subscription, time).WriteAsync(context.Response, context.RequestAborted, stopping);
            })
            .WithName("StreamEvents").WithTags("events").WithSummary("Server-sent events from now on, or after a seq.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status410Gone);
}
