namespace PluginHost.Analyzers;

/// <summary>Every id once. An id is never used again for something else.</summary>
internal static class RuleIdentifiers
{
    public const string Category = "ConnectionLifecycle";

    public const string DroppedConnection = "PH0001";
    public const string MultipliedTimeout = "PH0002";
    public const string SwallowedCleanupException = "PH0003";
    public const string NotAnalysed = "PH0099";

    /// <summary>Every id, in order.</summary>
    public static readonly IReadOnlyList<string> All = [DroppedConnection, MultipliedTimeout, SwallowedCleanupException, NotAnalysed];

    /// <summary>The page that explains a rule.</summary>
    public static string HelpLink(string id) => $"https://github.com/pluginhost/pluginhost/blob/main/docs/rules/{id}.md";
}
