namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>What a power-off does when the light is off already.</summary>
internal enum PowerOffInReady
{
    /// <summary>One level further down: ready to standby, standby to eco.</summary>
    StepDown,
    Ignore,
}
