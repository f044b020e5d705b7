using System.Security.Authentication;

namespace PluginHost.Runtime.Transports.Http;

/// <summary>Puts what an HTTP client throws into the contract's words.</summary>
internal static class HttpErrors
{
    public static bool IsExpected(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or ConnectionEndedException;

    public static ConnectionEndedException ToEnding(Exception error, string what)
    {
        if (Find<ConnectionEndedException>(error) is { } ending)
        {
            return new ConnectionEndedException(ending.End, $"{what}: {ending.Message}", error);
        }

        if (Find<AuthenticationException>(error) is { } refused)
        {
            return ConnectionEndedException.ProtocolBroken($"{what}: {refused.Message}", error);
        }

        return ReasonOf(error) switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
                ConnectionEndedException.ProtocolBroken($"{what}: {error.Message}", error),
            HttpRequestError.ResponseEnded =>
                ConnectionEndedException.Lost($"{what}: the peer closed the connection before the answer was complete", error),
            _ when error is OperationCanceledException =>
                ConnectionEndedException.Lost($"{what}: no connection within the time allowed for connecting", error),
            _ => ConnectionEndedException.Lost($"{what}: {StreamErrors.Describe(error)}", error),
        };
    }

    private static HttpRequestError ReasonOf(Exception error) =>
        Find<HttpIOException>(error)?.HttpRequestError ?? Find<HttpRequestException>(error)?.HttpRequestError ?? HttpRequestError.Unknown;

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        return (T?)error;
    }
}
