namespace PluginHost.Analyzers.Reuse;

/// <summary>Whether a handler takes what is thrown.</summary>
internal enum Fit
{
    No,

    /// <summary>Its filter asks what cannot be told here.</summary>
    Maybe,

    Yes,
}
