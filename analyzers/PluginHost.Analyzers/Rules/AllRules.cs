namespace PluginHost.Analyzers.Rules;

/// <summary>Every rule.</summary>
internal static class AllRules
{
    public static LifecycleRule[] Create() =>
    [
        new ConnectionLifecycleRule(),
        new MultipliedTimeoutRule(),
        new SwallowedCleanupRule(),
        new ReusedConnectionRule(),
        new EndlessStreamRule(),
        new HotReconnectRule(),
        new OutlivingLoopRule(),
        new SlotNotGivenBackRule(),
        new DriverCodeRule(),
    ];
}
