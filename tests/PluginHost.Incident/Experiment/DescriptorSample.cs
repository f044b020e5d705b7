namespace PluginHost.Incident.Experiment;

/// <summary>Open descriptors of sockets to the projector at a moment, by client.</summary>
internal sealed record DescriptorSample(TimeSpan At, int Old, int Driver, int Lent);
