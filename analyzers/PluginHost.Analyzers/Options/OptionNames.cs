namespace PluginHost.Analyzers.Options;

/// <summary>The keys behind <c>dotnet_code_quality.PH.</c> (all rules) and <c>dotnet_code_quality.PHxxxx.</c> (one rule, which wins).</summary>
internal static class OptionNames
{
    public const string AdditionalResourceTypes = "additional_resource_types";
    public const string ExcludedResourceTypes = "excluded_resource_types";
    public const string OwnershipTakingMembers = "ownership_taking_members";
    public const string BorrowingMembers = "borrowing_members";
    public const string OwnedResultMembers = "owned_result_members";
    public const string DisposingMembers = "disposing_members";
    public const string ClosingMethodNames = "closing_method_names";
    public const string LogMethods = "log_methods";
    public const string ExpectedCleanupExceptions = "expected_cleanup_exceptions";
    public const string MaxTotal = "max_total";
    public const string MinDelay = "min_delay";
    public const string MaxImmediateAttempts = "max_immediate_attempts";
    public const string StrictHandlers = "strict_handlers";
    public const string MaxBlocks = "max_blocks";
    public const string MaxOperations = "max_operations";
    public const string MaxCallDepth = "max_call_depth";

    /// <summary>The key that a host sets: no exemption by the code under analysis counts.</summary>
    public const string HostMode = "ph_host_mode";

    /// <summary>Every key.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AdditionalResourceTypes, ExcludedResourceTypes, OwnershipTakingMembers, BorrowingMembers, OwnedResultMembers, DisposingMembers, ClosingMethodNames, LogMethods,
        ExpectedCleanupExceptions, MaxTotal, MinDelay, MaxImmediateAttempts, StrictHandlers, MaxBlocks, MaxOperations, MaxCallDepth,
    ];

    /// <summary>Those that take several names.</summary>
    public static readonly IReadOnlyList<string> Lists =
    [
        AdditionalResourceTypes, ExcludedResourceTypes, OwnershipTakingMembers, BorrowingMembers, OwnedResultMembers, DisposingMembers, ClosingMethodNames, LogMethods, ExpectedCleanupExceptions,
    ];

    /// <summary>Those that say something of a whole compilation: its types and members, and how far its calls are followed.</summary>
    public static readonly IReadOnlyList<string> OfCompilation =
        [AdditionalResourceTypes, ExcludedResourceTypes, OwnershipTakingMembers, BorrowingMembers, OwnedResultMembers, DisposingMembers, ClosingMethodNames, MaxCallDepth];
}
