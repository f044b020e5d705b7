namespace PluginHost.Analyzers.Flow;

/// <summary>What one way out of a test says of what a slot holds.</summary>
internal enum Presence
{
    /// <summary>There is nothing.</summary>
    Absent,

    /// <summary>There is something.</summary>
    There,

    /// <summary>There is nothing, or something that did not answer as it should.</summary>
    Unsure,
}
