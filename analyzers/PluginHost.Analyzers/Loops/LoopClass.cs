namespace PluginHost.Analyzers.Loops;

/// <summary>What a loop on a connection is for, which tells what limits it needs.</summary>
internal enum LoopClass
{
    /// <summary>Not known: no rule says anything about it.</summary>
    None,

    /// <summary>Puts one message together from pieces, and ends with its content or its length.</summary>
    Message,

    /// <summary>Takes one item after another and hands each on, until the stream ends or somebody stops it.</summary>
    Event,

    /// <summary>Connects, and ends when that succeeds.</summary>
    Attempt,
}
