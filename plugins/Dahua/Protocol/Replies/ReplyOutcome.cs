namespace PluginHost.Dahua.Protocol.Replies;

/// <summary>What an answer to a call means.</summary>
internal enum ReplyOutcome
{
    /// <summary>It was done.</summary>
    Accepted,

    /// <summary>There is something to read.</summary>
    Data,

    /// <summary>There is nothing of what was asked for, which is no fault.</summary>
    Empty,

    /// <summary>The device does not do it, though the call as such was fine.</summary>
    Declined,

    /// <summary>
    /// The device does not know the name, the call or the channel. Not worth asking again, unless it was only just starting.
    /// </summary>
    Unsupported,

    /// <summary>There is no such path; where that is so of every path, the device has no such interface.</summary>
    NotFound,

    /// <summary>The account may not. Not worth asking again.</summary>
    Forbidden,

    /// <summary>The credentials are wrong. Every one more may lock the account.</summary>
    Refused,

    /// <summary>The account is locked, whatever the credentials.</summary>
    Locked,

    /// <summary>Too many connections or calls; later.</summary>
    Overloaded,

    /// <summary>Once more at once, with an answer to the challenge that came or without what was remembered. No refusal.</summary>
    Retry,

    /// <summary>The device wants another address, as a rule the encrypted one.</summary>
    Moved,

    /// <summary>The device tried and could not; later.</summary>
    Failed,
}
