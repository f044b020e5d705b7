namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>Over what the calls go; they are spelled a little otherwise.</summary>
internal enum RpcDialect
{
    /// <summary>HTTP, as the device's own pages do.</summary>
    Web,

    /// <summary>A connection of its own, as door stations and their indoor units do.</summary>
    Dhip,
}
