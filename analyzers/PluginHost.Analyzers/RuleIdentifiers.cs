namespace PluginHost.Analyzers;

/// <summary>Every id once. An id is never used again for something else.</summary>
internal static class RuleIdentifiers
{
    public const string Category = "ConnectionLifecycle";

    public const string DroppedConnection = "PH0001";
    public const string MultipliedTimeout = "PH0002";
    public const string SwallowedCleanupException = "PH0003";
    public const string OpenAfterFailedStep = "PH0004";
    public const string ReusedAfterTimeout = "PH0005";
    public const string ShutDownNotClosed = "PH0006";
    public const string NotClosedOnEveryPath = "PH0007";
    public const string TotalLimitOnEndlessStream = "PH0008";
    public const string DeadPeerUnnoticed = "PH0009";
    public const string ReconnectWithoutBackoff = "PH0010";
    public const string OutlivingLoop = "PH0011";
    public const string SlotNotGivenBack = "PH0012";
    public const string NeverClosedField = "PH0013";
    public const string OpenedRoundHost = "PH0014";
    public const string KeepsGenerationLoaded = "PH0015";
    public const string NotAnalysed = "PH0099";

    /// <summary>Every id, in order.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        DroppedConnection, MultipliedTimeout, SwallowedCleanupException, OpenAfterFailedStep,
        ReusedAfterTimeout, ShutDownNotClosed, NotClosedOnEveryPath, TotalLimitOnEndlessStream,
        DeadPeerUnnoticed, ReconnectWithoutBackoff, OutlivingLoop, SlotNotGivenBack, NeverClosedField,
        OpenedRoundHost, KeepsGenerationLoaded, NotAnalysed,
    ];

    /// <summary>The page that explains a rule.</summary>
    public static string HelpLink(string id) => $"https://github.com/pluginhost/pluginhost/blob/main/docs/rules/{id}.md";
}
