
namespace PluginHost.Server.Api;

/// <summary>Gives every error that nobody explained its problem details, and no client ever a stack trace.</summary>
internal sealed partial class ProblemPages(Problem problems, ILogger<ProblemPages> log)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, refused.StatusCode, refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => $"The body is larger than {ApiLimits.LargestBody} bytes.",
                _ => refused.Message,
            });
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            context.Abort();
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(log, context.Request.Method, context.Request.Path, error);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "The host failed to answer; its log says why.");
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await AnswerAsync(context, response.StatusCode, response.StatusCode switch
            {
                StatusCodes.Status400BadRequest when context.Request.QueryString is { HasValue: true, Value: var query } =>
                    $"A parameter of '{Uri.UnescapeDataString(query)}' cannot be read, such as a word where a number is expected.",
                StatusCodes.Status404NotFound => $"There is nothing at '{context.Request.Path}'.",
                StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible here; allowed: {response.Headers.Allow}.",
                StatusCodes.Status415UnsupportedMediaType => "The body must be application/json.",
                _ => "The request was refused.",
            });
        }
    }

    private Task AnswerAsync(HttpContext context, int status, string detail) => problems.Create(status, detail).ExecuteAsync(context);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger log, string method, PathString path, Exception error);
    }
}
