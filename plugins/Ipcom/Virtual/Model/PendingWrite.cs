namespace PluginHost.Ipcom.Virtual.Model;

/// <summary>A write on its way to the outputs.</summary>
/// <param name="Due">When they take it.</param>
/// <param name="Module">From 1 to 16.</param>
/// <param name="Values">The eight values, in the order of their bytes.</param>
/// <param name="Stuck">The output that does not follow, from 0 among all; -1 for none.</param>
internal readonly record struct PendingWrite(DateTimeOffset Due, int Module, ulong Values, int Stuck);
