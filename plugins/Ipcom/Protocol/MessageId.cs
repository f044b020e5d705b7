namespace PluginHost.Ipcom.Protocol;

/// <summary>The first byte of a message.</summary>
internal enum MessageId : byte
{
    /// <summary>Login and its answer.</summary>
    Connect = 1,

    /// <summary>Goodbye of either side; also how a login is refused.</summary>
    Disconnect = 2,

    /// <summary>Keeps an idle connection.</summary>
    KeepAlive = 3,

    /// <summary>A frame for the bus behind the controller, such as a write of outputs.</summary>
    Frame = 4,

    /// <summary>Asks for the values of all outputs, and answers.</summary>
    ExoOutputs = 5,
}
