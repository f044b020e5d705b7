namespace PluginHost.Analyzers.Loops;

/// <summary>What a loop that reads ends on.</summary>
internal enum LoopEnd
{
    /// <summary>Cancellation, a state, an exception.</summary>
    Other,

    /// <summary>The peer has closed.</summary>
    EndOfStream,

    /// <summary>What was read, or how much.</summary>
    Content,
}
