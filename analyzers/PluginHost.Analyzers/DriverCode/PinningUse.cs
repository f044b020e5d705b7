namespace PluginHost.Analyzers.DriverCode;

/// <summary>Which use of an API keeps a driver's code loaded.</summary>
internal enum PinningUse
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>With a type that the driver's assembly declares itself, in an argument or as a type argument.</summary>
    OwnType,

    /// <summary>With an enumeration of the driver's own, bound directly or as a property of what is bound.</summary>
    OwnEnum,

    /// <summary>By a subscription that the same type never takes back.</summary>
    Subscription,

    /// <summary>By what is created and never disposed in the type that created it.</summary>
    Undisposed,

    /// <summary>By a task that nobody keeps.</summary>
    Discarded,
}
