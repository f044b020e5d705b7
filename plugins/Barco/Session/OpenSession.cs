using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Session;

/// <summary>A session that has answered, and the state it told.</summary>
internal sealed record OpenSession(PulseSession Session, PulseState State);
