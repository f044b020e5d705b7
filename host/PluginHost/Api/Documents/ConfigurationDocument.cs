namespace PluginHost.Server.Api.Documents;

/// <summary>The configuration file, and whether what it says now is what runs.</summary>
internal sealed record ConfigurationDocument(string? File, string State, IReadOnlyList<string> Errors);
