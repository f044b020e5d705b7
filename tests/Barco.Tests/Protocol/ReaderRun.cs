using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

/// <summary>Feeds a reader and writes its messages back, so that two runs can be compared as text.</summary>
internal static class ReaderRun
{
    public static List<PulseMessage> Messages(PulseMessageReader reader, ReadOnlySequence<byte> input)
    {
        var messages = new List<PulseMessage>();
        while (reader.TryRead(ref input, out var message))
        {
            messages.Add(message);
        }

        Assert.True(input.IsEmpty);
        return messages;
    }

    public static List<PulseMessage> Messages(params IEnumerable<byte[]> chunks)
    {
        var reader = new PulseMessageReader();
        return [.. chunks.SelectMany(chunk => Messages(reader, new ReadOnlySequence<byte>(chunk)))];
    }

    /// <summary>Every message or fault in turn; ends at the first that leaves the reader unusable.</summary>
    public static List<string> Outcomes(PulseMessageReader reader, IEnumerable<ReadOnlySequence<byte>> inputs)
    {
        var outcomes = new List<string>();
        foreach (var chunk in inputs)
        {
            var input = chunk;
            while (true)
            {
                try
                {
                    if (!reader.TryRead(ref input, out var message))
                    {
                        break;
                    }

                    outcomes.Add($"{(HttpHead.IsRequest(reader.Prefix) ? "http " : "")}{Encoding.UTF8.GetString(Bytes(message))}");
                }
                catch (PulseProtocolException exception)
                {
                    outcomes.Add(exception.Message);
                    if (exception.Fault == PulseProtocolFault.TooLong)
                    {
                        return outcomes;
                    }
                }
            }
        }

        return outcomes;
    }

    public static byte[] Bytes(PulseMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (message)
        {
            case PulseRequest request:
                new PulseRequestWriter(PulseFraming.Raw, "").Call(output, request.Method, Node(request.Parameters), request.Id);
                break;
            case PulseReply { Error: { } error } reply:
                PulseReplyWriter.Error(output, reply.Id, error.Code, error.Message);
                break;
            case PulseReply reply:
                PulseReplyWriter.Result(output, reply.Id, Node(reply.Result));
                break;
            case PropertyChanged changed:
                PulseReplyWriter.PropertyChanged(output, Nodes(changed.Properties));
                break;
            case SignalCallback callback:
                PulseReplyWriter.SignalCallback(output, Nodes(callback.Signals));
                break;
        }

        return output.WrittenSpan.ToArray();
    }

    private static JsonNode? Node(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(element.GetRawText());

    private static KeyValuePair<string, JsonNode?>[] Nodes(IReadOnlyList<KeyValuePair<string, JsonElement>> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value)))];
}
