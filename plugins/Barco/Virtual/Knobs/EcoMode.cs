namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>What eco means for the network.</summary>
internal enum EcoMode
{
    /// <summary>Connections end and the port is closed until the projector is woken.</summary>
    Offline,
    Reachable,
}
