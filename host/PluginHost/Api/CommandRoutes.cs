using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/devices/{id}/commands</c>.</summary>
internal static class CommandRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house, Problem problems) =>
        routes.MapPost("/api/v1/devices/{id}/commands", async (string id, string? wait, HttpContext context) =>
            {
                if (wait is not (null or "true" or "false"))
                {
                    return problems.Create(StatusCodes.Status400BadRequest, "The parameter 'wait' must be true or false.");
                }

                if (!context.Request.HasJsonContentType())
                {
                    return problems.Create(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
                }

                var (command, mistake) = await CommandBody.ReadAsync(context.Request);
                if (command is null)
                {
                    return problems.Create(StatusCodes.Status400BadRequest, mistake!);
                }

                return await house.SendAsync(id, command.Entity, command.Value, wait != "false") is { } answer
                    ? Answer(answer, problems)
                    : problems.NoDevice(id);
            })
            .WithName("SendCommand").WithTags("devices")
            .WithSummary("Sends a command and answers once the device acknowledged; with wait=false at once.")
            .Accepts<CommandDocument>("application/json")
            .Produces<CommandAnswerDocument>()
            .Produces<CommandAnswerDocument>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status502BadGateway)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status504GatewayTimeout);

    private static IResult Answer(CommandAnswer answer, Problem problems) => answer.Status switch
    {
        CommandAnswerStatus.Completed => TypedResults.Json(
            new CommandAnswerDocument(answer.Id, answer.Status.ToName(), Math.Round(answer.Elapsed.TotalMilliseconds, 1)),
            ApiJson.Default.CommandAnswerDocument),
        CommandAnswerStatus.Waiting => TypedResults.Json(
            new CommandAnswerDocument(answer.Id, answer.Status.ToName(), null),
            ApiJson.Default.CommandAnswerDocument,
            statusCode: StatusCodes.Status202Accepted),
        _ => problems.Create(StatusOf(answer.Status), ReasonOf(answer), [new("id", answer.Id), new("outcome", answer.Status.ToName())]),
    };

    private static int StatusOf(CommandAnswerStatus status) => status switch
    {
        CommandAnswerStatus.NotFound => StatusCodes.Status404NotFound,
        CommandAnswerStatus.Refused => StatusCodes.Status422UnprocessableEntity,
        CommandAnswerStatus.Busy or CommandAnswerStatus.Superseded => StatusCodes.Status409Conflict,
        CommandAnswerStatus.Offline => StatusCodes.Status503ServiceUnavailable,
        CommandAnswerStatus.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    private static string ReasonOf(CommandAnswer answer) =>
        answer.Reason.Length > 0 ? answer.Reason : $"The command is {answer.Status.ToName()}.";
}
