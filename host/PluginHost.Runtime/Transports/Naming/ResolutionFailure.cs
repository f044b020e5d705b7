namespace PluginHost.Runtime.Transports.Naming;

/// <summary>Why a name has no address.</summary>
internal enum ResolutionFailure
{
    /// <summary>The name does not exist, or has no address.</summary>
    NotFound,

    /// <summary>No name server answered; a later attempt may succeed.</summary>
    Unavailable,

    /// <summary>The look-up failed in another way, which the message tells.</summary>
    Failed,

    /// <summary>All look-ups hang and as many names as may wait are waiting.</summary>
    QueueFull,
}
