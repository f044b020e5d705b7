namespace PluginHost.Barco.Virtual.Model;

/// <summary>What becomes of a value that a client sets.</summary>
internal enum WriteResult
{
    Taken,
    NotFound,
    ReadOnly,
    WrongType,
    OutOfRange,
}
