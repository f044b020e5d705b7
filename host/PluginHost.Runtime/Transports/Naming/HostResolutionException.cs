namespace PluginHost.Runtime.Transports.Naming;

/// <summary>A host name could not be turned into addresses.</summary>
internal sealed class HostResolutionException(string host, ResolutionFailure reason, string detail)
    : IOException($"cannot resolve '{host}': {detail}")
{
    public string Host => host;

    public ResolutionFailure Reason => reason;
}
