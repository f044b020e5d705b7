namespace PluginHost.Server.Api.Documents;

/// <summary>The answer to a health check.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>.</param>
internal sealed record HealthDocument(string Status);
