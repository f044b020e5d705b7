namespace PluginHost.Dahua.Protocol.Events;

/// <summary>What came with an event.</summary>
internal enum EventDataKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>JSON that can be read.</summary>
    Json,

    /// <summary>Text that is no JSON, or JSON that broke off.</summary>
    Malformed,

    /// <summary>More than is taken; it was dropped.</summary>
    TooLong,
}
