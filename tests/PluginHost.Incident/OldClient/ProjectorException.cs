namespace PluginHost.Incident.OldClient;

/// <summary>The projector answered an error: any error.</summary>
internal sealed class ProjectorException(int code) : Exception($"The projector answered the error {code}.");
