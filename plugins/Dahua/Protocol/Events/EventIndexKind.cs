namespace PluginHost.Dahua.Protocol.Events;

/// <summary>What the index of an event counts.</summary>
internal enum EventIndexKind
{
    /// <summary>Video channels, from 0.</summary>
    Channel,

    /// <summary>Terminals of alarm inputs or outputs.</summary>
    Terminal,

    /// <summary>Doors, from 0.</summary>
    Door,

    /// <summary>Nothing: it is about the device.</summary>
    Device,
}
