namespace PluginHost.Analyzers.Ownership;

/// <summary>What a wrapper does to what it is made from.</summary>
internal enum WrapperRole
{
    /// <summary>It is no wrapper of that argument.</summary>
    None,

    /// <summary>Closing the wrapper closes what is inside.</summary>
    Owns,

    /// <summary>Closing the wrapper leaves open what is inside.</summary>
    Views,
}
