namespace PluginHost.Analyzers.Rules;

/// <summary>Every rule.</summary>
internal static class AllRules
{
    public static LifecycleRule[] Create() =>
    [
        new ConnectionLifecycleAnalyzer(),
        new MultipliedTimeoutAnalyzer(),
        new SwallowedCleanupAnalyzer(),
        new EndlessStreamAnalyzer(),
        new HotReconnectAnalyzer(),
        new DriverCodeRules(),
    ];
}
