using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>The two relays of a motor. Both on at once can burn it.</summary>
/// <param name="Up">The relay that opens.</param>
/// <param name="Down">The relay that closes.</param>
internal readonly record struct RelayPair(OutputAddress Up, OutputAddress Down);
