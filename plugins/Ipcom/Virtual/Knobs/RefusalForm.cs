namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>How a client is turned away that has not logged in.</summary>
internal enum RefusalForm
{
    /// <summary>A goodbye as before any key, then the end.</summary>
    Goodbye,

    /// <summary>A goodbye under the session key that the client was never given, as one was once captured, then the end.</summary>
    Keyed,

    /// <summary>A goodbye in clear, as units without a cipher say it, then the end.</summary>
    Clear,

    /// <summary>Two bytes without a meaning, then the end.</summary>
    Unknown,

    /// <summary>No answer; the connection stays.</summary>
    Silence,

    /// <summary>The end without a word.</summary>
    Close,
}
