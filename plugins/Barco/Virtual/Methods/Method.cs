using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>One method: where it is there, whether it changes anything, and what it does.</summary>
internal sealed record Method(PulsePropertyGroups Group, bool IsControl, Func<Call, CallAnswer> Run);
