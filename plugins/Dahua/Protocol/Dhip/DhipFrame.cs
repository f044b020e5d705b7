namespace PluginHost.Dahua.Protocol.Dhip;

/// <summary>One message of a DHIP connection.</summary>
/// <param name="Session">The session.</param>
/// <param name="Id">The number of the call.</param>
/// <param name="Body">JSON, with the line feed that devices put behind it.</param>
internal sealed record DhipFrame(uint Session, uint Id, ReadOnlyMemory<byte> Body);
