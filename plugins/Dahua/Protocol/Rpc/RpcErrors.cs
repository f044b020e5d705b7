namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>The error codes that are known.</summary>
internal static class RpcErrors
{
    /// <summary>What a code means.</summary>
    public static RpcOutcome Classify(long code) => code switch
    {
        268632079 or 401 => RpcOutcome.Challenge,
        268632085 => RpcOutcome.Refused,
        268632081 => RpcOutcome.Locked,
        268632086 => RpcOutcome.NotInitialised,
        287637504 or 287637505 => RpcOutcome.SessionExpired,
        268894210 => RpcOutcome.Unsupported,
        285278249 => RpcOutcome.Forbidden,
        _ => RpcOutcome.Failed,
    };
}
