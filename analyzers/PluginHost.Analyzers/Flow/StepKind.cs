namespace PluginHost.Analyzers.Flow;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    /// <summary>A new resource comes to life in the target.</summary>
    Acquire,

    /// <summary>The target holds what the source holds; with a source below 0, nothing that is followed.</summary>
    Assign,

    /// <summary>As <see cref="Assign"/>, but only where the target was empty.</summary>
    AssignIfEmpty,

    /// <summary>What the target holds is let go.</summary>
    Cleanup,

    /// <summary>What the target holds is someone else's from here on.</summary>
    HandOver,

    /// <summary>What the target holds is given to a call that may keep it.</summary>
    Pass,

    /// <summary>A time limit arms a token source in the target.</summary>
    Arm,

    /// <summary>The peer is told goodbye; the handle stays.</summary>
    Goodbye,

    /// <summary>A method of the same type is called on the same object.</summary>
    CallOwn,

    /// <summary>Something that can throw, though nothing says that it does.</summary>
    MayThrow,

    /// <summary>Something that fails when the network or the peer does.</summary>
    Throws,
}
