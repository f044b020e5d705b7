namespace PluginHost.Server.Api.Documents;

/// <summary>What the process holds; figures that only Linux tells are null elsewhere.</summary>
internal sealed record ProcessDocument(int? Descriptors, long? DescriptorLimit, SocketsDocument? Sockets, long WorkingSetBytes, int Threads);
