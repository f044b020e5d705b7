using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>A connect that is tried again as soon as it has failed.</summary>
/// <param name="Place">The connect, or the call that begins it all again.</param>
/// <param name="Loop">The loop, the jump or the method that repeats it.</param>
/// <param name="Handlers">The handlers that wait nowhere.</param>
internal sealed record HotRetry(IOperation Place, IOperation Loop, IReadOnlyList<IOperation> Handlers);
