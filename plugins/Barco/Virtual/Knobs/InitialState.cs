namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>The state the projector is in when it starts.</summary>
internal enum InitialState
{
    Standby,
    Ready,
    On,
    Eco,
}
