namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>Which requests a fault is about.</summary>
internal enum Requests
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Requests for all outputs.</summary>
    Poll,

    /// <summary>Writes.</summary>
    Write,

    /// <summary>Keep-alives.</summary>
    KeepAlive,
}
