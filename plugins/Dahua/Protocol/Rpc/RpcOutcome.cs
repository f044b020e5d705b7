namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>What an answer to a call means.</summary>
internal enum RpcOutcome
{
    /// <summary>It was done.</summary>
    Accepted,

    /// <summary>The device asks for the password: the first half of every login.</summary>
    Challenge,

    /// <summary>User or password are wrong. Every one more may lock the account.</summary>
    Refused,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>Nobody has set the device up yet.</summary>
    NotInitialised,

    /// <summary>The session is over; after a new login the call may be made again.</summary>
    SessionExpired,

    /// <summary>The device has no such call. Not worth asking again.</summary>
    Unsupported,

    /// <summary>The account may not. Not worth asking again.</summary>
    Forbidden,

    /// <summary>The device could not, and did not say why in a way that is known.</summary>
    Failed,
}
