namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>What bytes do that are no message.</summary>
internal enum UnknownMessage
{
    /// <summary>What was read is discarded, and what follows is read anew.</summary>
    Discard,

    /// <summary>The client is told goodbye.</summary>
    Close,
}
