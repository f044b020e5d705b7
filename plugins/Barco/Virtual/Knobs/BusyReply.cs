namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>How a power command is refused while a transition runs.</summary>
internal enum BusyReply
{
    /// <summary>Error -32009.</summary>
    Busy,

    /// <summary>The same text with -32000, as other firmware sends it.</summary>
    ServerError,

    /// <summary>Null as if it had been taken, as the manual says.</summary>
    Silent,
}
