using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Protocol;

/// <summary>One message, plain and as it goes over the wire.</summary>
internal sealed record IpcomVector(string Id, SessionCipher Cipher, byte[] Plain, byte[] Wire);
