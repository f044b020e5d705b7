using System.Net.Sockets;
using System.Security.Authentication;

namespace PluginHost.Runtime.Devices.Calls;

/// <summary>Sorts what a driver's call threw into the outcomes that the host knows.</summary>
internal static class CallClassifier
{
    /// <param name="error">What it threw.</param>
    /// <param name="call">The contract's name for the call.</param>
    /// <param name="limit">The time it had, if that is up; <see langword="null"/> when it gave up by itself.</param>
    /// <param name="isStopped">Whether the host had asked it to stop.</param>
    public static CallResult<T> Classify<T>(Exception error, string call, TimeSpan? limit, bool isStopped) => error switch
    {
        AggregateException { InnerExceptions.Count: 1 } several => Classify<T>(several.InnerExceptions[0], call, limit, isStopped),
        DeviceBusyException => Result<T>(CallOutcome.Busy, error),
        ConnectionEndedException ending => Result<T>(Of(ending.End, isStopped), error),
        OperationCanceledException when isStopped => Result<T>(CallOutcome.Stopped, error),
        OperationCanceledException or TimeoutException => new CallResult<T>(
            CallOutcome.TimedOut,
            default,
            limit is { } time ? $"{call} was not done within {time.TotalSeconds:0.###} s." : $"{call} gave up waiting.",
            Text(error)),
        IOException or SocketException or HttpRequestException or AuthenticationException => Result<T>(CallOutcome.Lost, error),
        _ => new CallResult<T>(CallOutcome.Broken, default, $"{call} threw {error.GetType().Name}: {Message(error)}", Text(error)),
    };

    private static CallOutcome Of(ConnectionEnd end, bool isStopped) => end switch
    {
        ConnectionEnd.CredentialsRefused => CallOutcome.CredentialsRefused,
        ConnectionEnd.ProtocolBroken => CallOutcome.ProtocolBroken,
        ConnectionEnd.Unsupported => CallOutcome.Unsupported,
        ConnectionEnd.Stopped => CallOutcome.Stopped,
        _ => isStopped ? CallOutcome.Stopped : CallOutcome.Lost,
    };

    private static CallResult<T> Result<T>(CallOutcome outcome, Exception error) => new(outcome, default, Message(error), Text(error));

    private static string Message(Exception error) => Guarded(error, static e => e.Message);

    private static string Text(Exception error) => Guarded(error, static e => e.ToString());

    /// <summary>A plugin's exception may throw from its own Message or ToString.</summary>
    private static string Guarded(Exception error, Func<Exception, string> read)
    {
        try
        {
            return read(error);
        }
        catch (Exception second)
        {
            return $"{error.GetType().FullName} (its text could not be read: {second.GetType().Name})";
        }
    }
}
