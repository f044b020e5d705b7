namespace PluginHost.Barco.Protocol;

internal static class PulseErrorCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;

    /// <summary>Method or property unknown, or absent in the present state.</summary>
    public const int NotFound = -32601;

    public const int InvalidParameters = -32602;
    public const int ServerError = -32000;
    public const int AccessDenied = -32001;
    public const int Busy = -32009;
}
