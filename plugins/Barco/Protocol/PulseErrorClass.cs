namespace PluginHost.Barco.Protocol;

/// <summary>What an error reply means to the client.</summary>
internal enum PulseErrorClass
{
    /// <summary>The object is absent now; not worth asking again before the state changes.</summary>
    State,

    /// <summary>A transition is running and the command was dropped; expected, no fault.</summary>
    Busy,

    /// <summary>Not logged in, or not with enough rights.</summary>
    Auth,

    /// <summary>The device tried and could not.</summary>
    CommandFailed,

    /// <summary>The request itself is wrong and must not be repeated unchanged.</summary>
    Permanent,
}
