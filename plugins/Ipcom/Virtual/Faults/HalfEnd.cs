namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>What comes behind half an answer.</summary>
internal enum HalfEnd
{
    /// <summary>Nothing any more; the connection stays.</summary>
    Silence,

    /// <summary>The end of the connection.</summary>
    Close,

    /// <summary>The next answer.</summary>
    Next,
}
