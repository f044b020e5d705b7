namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>What becomes of a connection behind an answer.</summary>
internal enum ReplyEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>It is closed orderly.</summary>
    Fin,

    /// <summary>It is reset.</summary>
    Reset,

    /// <summary>It stays, and nothing is sent on it any more.</summary>
    Silence,
}
