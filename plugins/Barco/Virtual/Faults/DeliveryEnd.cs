namespace PluginHost.Barco.Virtual.Faults;

/// <summary>What happens to the connection once a message, or what is sent for it, has gone out.</summary>
internal enum DeliveryEnd
{
    None,

    /// <summary>The sending half is closed.</summary>
    Fin,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>It stays open and nothing is sent any more.</summary>
    Silence,
}
