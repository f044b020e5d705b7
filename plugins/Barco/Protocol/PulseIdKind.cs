namespace PluginHost.Barco.Protocol;

internal enum PulseIdKind
{
    /// <summary>No <c>id</c> member: the message expects no reply.</summary>
    Absent,

    /// <summary><c>null</c>: the reply to a request whose id could not be read.</summary>
    Null,

    Integer,
    Text,
}
