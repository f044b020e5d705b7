namespace PluginHost.Analyzers.Lifecycle;

/// <summary>What a field may hold when a method begins.</summary>
[Flags]
internal enum FieldEntry
{
    Unknown = 0,

    /// <summary>Nothing.</summary>
    Absent = 1,

    /// <summary>Something that is closed.</summary>
    Closed = 2,

    /// <summary>Something that is open.</summary>
    Open = 4,

    /// <summary>Nobody has looked, or closed it, since the object was last called from outside.</summary>
    Unasked = 8,
}
