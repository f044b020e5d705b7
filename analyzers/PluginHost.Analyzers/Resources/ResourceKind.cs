namespace PluginHost.Analyzers.Resources;

/// <summary>What a value of a type means for whoever holds it.</summary>
internal enum ResourceKind
{
    /// <summary>Nothing that must be closed.</summary>
    None,

    /// <summary>A handle of the operating system or a peer.</summary>
    Connection,

    /// <summary>Something that goes on by itself until it is disposed: a timer, an armed token source.</summary>
    Scope,

    /// <summary>Stands on a connection that goes on after it, and ends with that at the latest: a database's reader, a transaction.</summary>
    OnConnection,

    /// <summary>A type of the user's own that owns one of these and can close it.</summary>
    User,

    /// <summary>Lent by the host to a driver: borrowed, whoever holds it.</summary>
    Lent,
}
