namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>What a login does while another client is logged in.</summary>
internal enum SecondClient
{
    /// <summary>Both are served.</summary>
    Accept,

    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>It is served, and the others are told goodbye.</summary>
    Kick,
}
