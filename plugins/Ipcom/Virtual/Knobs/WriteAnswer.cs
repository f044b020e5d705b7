namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>What a write is answered with; nobody has shown what a controller says.</summary>
internal enum WriteAnswer
{
    /// <summary>A frame of eight bytes, its layout made up.</summary>
    Frame,

    /// <summary>Nothing.</summary>
    Silence,

    /// <summary>Id and version alone.</summary>
    Two,

    /// <summary>The values of all outputs, as if a poll had been sent.</summary>
    Snapshot,

    /// <summary>The write itself, seventeen bytes.</summary>
    Seventeen,
}
