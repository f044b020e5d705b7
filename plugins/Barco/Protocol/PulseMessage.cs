namespace PluginHost.Barco.Protocol;

/// <summary>
/// One JSON-RPC 2.0 message: a <see cref="PulseRequest"/>, a <see cref="PulseReply"/>, a
/// <see cref="PropertyChanged"/> or a <see cref="SignalCallback"/>.
/// </summary>
/// <remarks>Classes and not records: a printed request would show the PIN it carries.</remarks>
internal abstract class PulseMessage;
