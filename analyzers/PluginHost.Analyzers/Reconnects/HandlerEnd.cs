namespace PluginHost.Analyzers.Reconnects;

/// <summary>How a handler ends.</summary>
internal enum HandlerEnd
{
    /// <summary>What stands behind the try runs next.</summary>
    Falls,

    /// <summary>With the next pass of the loop.</summary>
    Continues,

    /// <summary>With an exception, which a handler further out may catch.</summary>
    Throws,

    /// <summary>Out of the loop.</summary>
    Leaves,
}
