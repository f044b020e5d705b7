namespace PluginHost.Testing;

/// <summary>One of the two ways bytes take through a <see cref="FaultProxy"/>.</summary>
public enum FlowDirection
{
    /// <summary>From the target to the client.</summary>
    ToClient,

    /// <summary>From the client to the target.</summary>
    ToTarget,
}
