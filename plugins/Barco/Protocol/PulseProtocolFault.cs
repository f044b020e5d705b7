namespace PluginHost.Barco.Protocol;

internal enum PulseProtocolFault
{
    /// <summary>Balanced braces that are not JSON; JSON-RPC code -32700.</summary>
    NotJson,

    /// <summary>JSON that is no JSON-RPC 2.0 message; JSON-RPC code -32600.</summary>
    NotJsonRpc,

    /// <summary>A message longer than the bound.</summary>
    TooLong,
}
