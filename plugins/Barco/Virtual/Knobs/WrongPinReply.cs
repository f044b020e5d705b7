namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>How a wrong PIN is refused; no recording from a projector exists.</summary>
internal enum WrongPinReply
{
    /// <summary>Error -32001.</summary>
    AccessError,

    /// <summary>Error -32000.</summary>
    ServerError,

    /// <summary>The result false.</summary>
    False,
}
