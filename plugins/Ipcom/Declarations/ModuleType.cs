namespace PluginHost.Ipcom.Declarations;

/// <summary>What a module is; the wire does not tell.</summary>
internal enum ModuleType
{
    /// <summary>Eight relays.</summary>
    Exo8,

    /// <summary>Dimmers whose byte is a percentage.</summary>
    ExoDim,

    /// <summary>Relays in pairs, for shutters.</summary>
    ExoStore,

    /// <summary>Dimmers whose byte is full at 255.</summary>
    Dim255,
}
