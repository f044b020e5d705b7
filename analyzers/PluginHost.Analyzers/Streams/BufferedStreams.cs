using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Finds the HTTP calls that wait for the end of a body which a loop then reads event by event.</summary>
internal sealed class BufferedStreams(TypeBlocks blocks, Durations durations)
{
    private const int MostSteps = 24;

    private static readonly IReadOnlyList<string> StreamTypes = ["text/event-stream", "multipart/x-mixed-replace", "mjpg", "mjpeg", "data:"];

    public TotalLimit? Of(EndlessLoop loop)
    {
        if (loop is { IsNamed: false, Sign: not EndlessSign.Stoppable } && !NamesStreamType(loop.Region.Block))
        {
            return null;
        }

        foreach (var read in loop.Reads.OfType<IInvocationOperation>())
        {
            if (CallBehind(read, loop.Region.Block) is { } call && !loop.Region.Contains(call) && LimitOf() is { IsEndless: false } limit)
            {
                return new TotalLimit(call, limit, loop);
            }
        }

        return null;
    }

    private static bool NamesStreamType(CodeBlock block) => block.Operations.Any(operation =>
        operation is { ConstantValue: { HasValue: true, Value: string text } } && StreamTypes.Any(type => text.IndexOf(type, StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>The buffering call whose body a read reads, by way of locals, streams and readers.</summary>
    private static IInvocationOperation? CallBehind(IInvocationOperation read, CodeBlock block)
    {
        IOperation? value = read;
        for (var step = 0; value is not null && step < MostSteps; step++)
        {
            value = value.BehindNullTest().Unwrap();
            switch (value)
            {
                case IInvocationOperation { TargetMethod.ContainingType: { Name: "HttpClient", ContainingNamespace.Name: "Http" } } call:
                    return IsBuffering(call) ? call : null;
                case IInvocationOperation call:
                    value = call.Receiver() ?? call.Arguments.FirstOrDefault()?.Value;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Content" or "Result" or "BaseStream", Instance: { } instance }:
                    value = instance;
                    break;
                case IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }:
                    value = arguments[0].Value;
                    break;
                case ILocalReferenceOperation local:
                    value = block.ValuesOf(local.Local).LastOrDefault(known => known.Syntax.SpanStart < local.Syntax.SpanStart);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

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
