using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Finds the HTTP calls that wait for the end of a body which a loop then reads event by event.</summary>
internal sealed class BufferedStreams(TypeBlocks blocks, StreamRoots roots, Durations durations)
{
    private static readonly IReadOnlyList<string> StreamTypes = ["text/event-stream", "multipart/x-mixed-replace", "mjpg", "mjpeg", "data:"];

    public TotalLimit? Of(EndlessLoop loop)
    {
        if (loop is { IsNamed: false, Sign: not EndlessSign.Stoppable } && !NamesStreamType(loop.Region.Block))
        {
            return null;
        }

        foreach (var read in loop.Reads.OfType<IInvocationOperation>())
        {
            if (roots.Of(read, loop.Region.Block)?.Root is IInvocationOperation call && IsBuffering(call) && !loop.Region.Contains(call) && LimitOf() is { IsEndless: false } limit)
            {
                return new TotalLimit(call, limit, loop);
            }
        }

        return null;
    }

    private static bool NamesStreamType(CodeBlock block) => block.Operations.Any(operation =>
        operation is { ConstantValue: { HasValue: true, Value: string text } } && StreamTypes.Any(type => text.IndexOf(type, StringComparison.OrdinalIgnoreCase) >= 0));

    private static bool IsBuffering(IInvocationOperation call) =>
        call.TargetMethod.Name is "GetAsync" or "SendAsync" or "Send" or "PostAsync" or "PutAsync" or "PatchAsync"
        && call.Arguments.All(argument => argument.Parameter?.Type.Name != "HttpCompletionOption" || argument.Value.ConstantValue is { HasValue: true, Value: 0 });

    /// <summary>What the clients of the type have for a limit: that of the framework, unless the type sets one.</summary>
    private Duration LimitOf()
    {
        var limit = new Duration(TimeSpan.FromSeconds(100));
        foreach (var block in blocks.All)
        {
            foreach (var setting in block.Operations.OfType<ISimpleAssignmentOperation>())
            {
                if (setting.Target is IPropertyReferenceOperation { Property: { Name: "Timeout", ContainingType.Name: "HttpClient" } })
                {
                    limit = durations.Of(setting.Value, TimeUnit.Milliseconds, block);
                }
            }
        }

        return limit;
    }
}
