using System.Buffers;
using PluginHost.Dahua.Protocol.Events;
using PluginHost.Dahua.Protocol.EventStream;

namespace PluginHost.Dahua.Tests.Protocol.EventStream;

/// <summary>Feeds a reader and writes down what it gives, so that two runs can be compared as text.</summary>
internal static class StreamRun
{
    public const string ContentType = "multipart/x-mixed-replace; boundary=myboundary";

    public static MultipartEventReader Reader(int longestPart = MultipartEventReader.LongestPart) => new(ContentType, longestPart);

    public static List<string> Items(MultipartEventReader reader, ReadOnlySequence<byte> input)
    {
        var items = new List<string>();
        while (reader.TryTake(ref input, out var cameraEvent))
        {
            items.Add(cameraEvent is null ? "Heartbeat" : Text(cameraEvent));
        }

        Assert.True(input.IsEmpty);
        return items;
    }

    public static List<string> Items(MultipartEventReader reader, byte[] input) => Items(reader, new ReadOnlySequence<byte>(input));

    public static List<string> Items(params IEnumerable<byte[]> chunks)
    {
        var reader = Reader();
        return [.. chunks.SelectMany(chunk => Items(reader, chunk))];
    }

    public static string Text(CameraEvent cameraEvent)
    {
        var head = $"{cameraEvent.Code} {cameraEvent.Action} {cameraEvent.Index}";
        return cameraEvent.DataKind == EventDataKind.None ? head : $"{head} {cameraEvent.DataKind} {cameraEvent.DataText}";
    }
}
