using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>What a house, or a plain client, took over the time that was measured.</summary>
/// <param name="Use">What its process took.</param>
/// <param name="DevicesHeap">Bytes of the managed heap that its devices took at the start.</param>
/// <param name="Commands">The commands sent since the start.</param>
internal sealed record DriverReport(ProcessUse Use, long DevicesHeap, IReadOnlyList<CommandTimes> Commands);
