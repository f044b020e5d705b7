namespace PluginHost.Ipcom.Virtual;

/// <summary>What a client sent.</summary>
public enum IpcomMessageKind
{
    /// <summary>A login, right or wrong.</summary>
    Login,

    /// <summary>A goodbye.</summary>
    Goodbye,

    /// <summary>A keep-alive.</summary>
    KeepAlive,

    /// <summary>A frame for the bus: a write, or what was meant to be one.</summary>
    Frame,

    /// <summary>A request for all outputs.</summary>
    Poll,

    /// <summary>Bytes that are no message.</summary>
    Unknown,
}
