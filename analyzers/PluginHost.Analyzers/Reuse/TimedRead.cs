using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reuse;

/// <summary>A read with a time limit on a connection that the type keeps.</summary>
/// <param name="Read">The read, or the call of a method that reads.</param>
/// <param name="Wait">How it is limited; its operation is the read itself, or what waits for its task.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Block">Where it stands.</param>
internal sealed record TimedRead(IInvocationOperation Read, TimedWait Wait, HeldConnection Connection, CodeBlock Block)
{
    /// <summary>Whether the read goes on when nobody waits for it any more.</summary>
    public bool IsAbandoned => Wait.Operation != Read;

    /// <summary>Whether the wait tells by its value, not by an exception, that the time is over.</summary>
    public bool IsTold => IsAbandoned && Wait.Kind is WaitKind.Delay or WaitKind.Blocking;
}
