namespace PluginHost.Dahua.Protocol.Replies;

/// <summary>What a call carried.</summary>
internal enum SentCredentials
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An answer to an earlier challenge, before one was asked for.</summary>
    Remembered,

    /// <summary>An answer to the challenge that came for this very call.</summary>
    Fresh,
}
