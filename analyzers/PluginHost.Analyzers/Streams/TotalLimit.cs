using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>A time limit that holds all items of a stream together.</summary>
/// <param name="Place">Where it is set.</param>
/// <param name="Limit">How long.</param>
/// <param name="Loop">The loop that it ends.</param>
internal sealed record TotalLimit(IOperation Place, Duration Limit, EndlessLoop Loop);
