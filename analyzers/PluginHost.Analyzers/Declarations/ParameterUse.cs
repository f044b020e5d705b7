namespace PluginHost.Analyzers.Declarations;

/// <summary>What a method does with what it is given.</summary>
internal enum ParameterUse
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Looks at it; it stays the caller's.</summary>
    Borrows,

    /// <summary>Lets it go, at least on some path.</summary>
    Disposes,

    /// <summary>Keeps it, or gives it on.</summary>
    Stores,

    /// <summary>Gives it back as its result.</summary>
    Returns,

    /// <summary>Keeps it, and gives it back as its result too.</summary>
    StoresAndReturns,
}
