namespace PluginHost.Barco.Tests.Protocol;

/// <summary>One exchange of the vector file: what the client sends and what the device sends, by line.</summary>
internal sealed record PulseVector(string Id, List<byte[]> Client, List<byte[]> Device, List<int> Cuts);
