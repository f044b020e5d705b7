using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Finds where a method that listens without end is waited for with a limit.</summary>
internal sealed class AwaitedStreams(SourceBodies bodies, EndlessLoops loops, Durations durations)
{
    /// <summary>The limit that a call sets; <see langword="null"/> where it is no such wait.</summary>
    public TotalLimit? Of(IInvocationOperation wait, CodeBlock block, CancellationToken cancellationToken)
    {
        if (wait.TargetMethod.Name is not ("WaitAsync" or "TimeoutAfter" or "WithTimeout" or "OrTimeout")
            || wait.Receiver() is not IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method }
            || wait.Arguments.FirstOrDefault(argument => Durations.IsTimeSpan(argument.Value.Type))?.Value is not { } time
            || durations.Of(time, TimeUnit.Milliseconds, block) is not { IsEndless: false } limit
            || Purposes.IsAsked(time, block) || Purposes.EndsByName(wait, block) || Purposes.EndsByName(method.Name)
            || bodies.Of(method, cancellationToken) is not { } body)
        {
            return null;
        }

        var inner = new CodeBlock(method, body);
        return inner.Operations.OfType<ILoopOperation>()
            .Where(loop => !loop.Ancestors().Any(above => above is IAnonymousFunctionOperation or ILocalFunctionOperation && above != body))
            .Select(loop => loops.Of(inner.RegionOf(loop), cancellationToken))
            .FirstOrDefault(loop => loop is { IsSure: true }) is { } endless ? new TotalLimit(wait, limit, endless) : null;
    }
}
