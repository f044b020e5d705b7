namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>How a reload ended.</summary>
public enum ReloadResult
{
    /// <summary>The new generation serves.</summary>
    Swapped,

    /// <summary>The content is what runs already, or what failed before; nothing was replaced.</summary>
    Unchanged,

    /// <summary>The new content was refused before it served anything; what ran goes on.</summary>
    Refused,

    /// <summary>The new generation did not get its devices back; the one before it serves again.</summary>
    RolledBack,

    /// <summary>A newer content came before it was known whether this one serves.</summary>
    Superseded,
}
