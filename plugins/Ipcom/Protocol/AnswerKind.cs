namespace PluginHost.Ipcom.Protocol;

/// <summary>What a controller sent.</summary>
internal enum AnswerKind
{
    /// <summary>The values of all outputs.</summary>
    Snapshot,

    /// <summary>The answer to a keep-alive.</summary>
    KeepAlive,

    /// <summary>It says goodbye.</summary>
    Goodbye,
}
