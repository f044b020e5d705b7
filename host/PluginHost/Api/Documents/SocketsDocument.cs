namespace PluginHost.Server.Api.Documents;

/// <summary>The process's TCP sockets as the kernel counts them.</summary>
internal sealed record SocketsDocument(int Established, int CloseWait);
