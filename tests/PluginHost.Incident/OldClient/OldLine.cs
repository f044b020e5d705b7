namespace PluginHost.Incident.OldClient;

/// <summary>An open connection as the old client had it: a reader and a writer.</summary>
internal sealed record OldLine(Stream Reader, Stream Writer);
