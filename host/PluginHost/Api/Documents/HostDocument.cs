namespace PluginHost.Server.Api.Documents;

/// <summary>The host as a whole.</summary>
internal sealed record HostDocument(
    string Version,
    DateTime StartedAt,
    double UptimeSeconds,
    ConfigurationDocument Configuration,
    int Plugins,
    int Devices,
    ConnectionCounts Connections,
    ProcessDocument Process);
