namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>How something is stopped, as statements.</summary>
/// <param name="Now">At once.</param>
/// <param name="Awaited">The same in an async method.</param>
internal sealed record StopStatements(string Now, string Awaited)
{
    /// <summary>What an async method waits for when all is closed.</summary>
    public string? Last { get; init; }
}
