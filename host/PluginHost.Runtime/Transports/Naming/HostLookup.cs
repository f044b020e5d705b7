using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Transports.Naming;

/// <summary>One look-up of one name, shared by all who ask for that name before it is answered.</summary>
internal sealed class HostLookup(string host)
{
    // The look-up thread must not run those who waited.
    private readonly TaskCompletionSource<Result> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Host => host;

    public Task<Result> Answer => _answer.Task;

    /// <summary>How many callers need it; guarded by the resolver's lock.</summary>
    public int Callers { get; set; }

    /// <summary>Looks the name up, blocking this thread as long as that takes.</summary>
    public Result Perform(Func<string, IPAddress[]> lookUp)
    {
        try
        {
            var addresses = lookUp(host);
            return addresses.Length > 0
                ? new Result(addresses, default, "")
                : new Result(null, ResolutionFailure.NotFound, "the name has no address");
        }
        catch (SocketException failure)
        {
            var reason = failure.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData => ResolutionFailure.NotFound,
                SocketError.TryAgain or SocketError.TimedOut => ResolutionFailure.Unavailable,
                _ => ResolutionFailure.Failed,
            };
            return new Result(null, reason, failure.Message);
        }
        catch (Exception failure)
        {
            return new Result(null, ResolutionFailure.Failed, failure.Message);
        }
    }

    public void Complete(Result result) => _answer.SetResult(result);

    /// <summary>Addresses, or why there are none.</summary>
    internal sealed record Result(IReadOnlyList<IPAddress>? Addresses, ResolutionFailure Reason, string Detail);
}
