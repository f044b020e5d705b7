namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>What a list with an absent name is answered with.</summary>
internal enum BatchMissing
{
    /// <summary>The others.</summary>
    Omit,

    /// <summary>Error -32601 naming the first absent one.</summary>
    Error,
}
