using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>Reads an event as the stream has it: <c>Code=C;action=A;index=I</c>, and <c>;data=JSON</c> where there is more to say.</summary>
internal static class EventText
{
    /// <summary>With it every event begins.</summary>
    public static ReadOnlySpan<byte> Start => "Code="u8;

    /// <summary>No head is longer: what claims to be is no event.</summary>
    private const int LongestHead = 1024;

    /// <summary>Finds the data: behind the first <c>;data=</c>, whatever stands in it.</summary>
    /// <param name="body">The event, or its begin.</param>
    /// <param name="head">What stands before it; everything where there is none.</param>
    /// <param name="data">The data.</param>
    /// <returns>Whether there is any.</returns>
    public static bool TryFindData(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> head, out ReadOnlySpan<byte> data)
    {
        var name = "data="u8;
        var from = 0;
        while (body[from..].IndexOf(name) is >= 0 and var found)
        {
            var at = from + found;
            var before = body[..at].TrimEnd((byte)' ');
            if (before is [.., (byte)';'])
            {
                head = before[..^1];
                data = body[(at + name.Length)..];
                return true;
            }

            from = at + name.Length;
        }

        head = body;
        data = default;
        return false;
    }

    /// <summary>Reads an event.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="cameraEvent">The event.</param>
    /// <returns>False where it has no code.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out CameraEvent? cameraEvent)
    {
        cameraEvent = null;
        var hasData = TryFindData(body, out var head, out var data);
        data = data.Trim(" \t\r\n"u8);
        if (!TryReadHead(head, out var code, out var action, out var index))
        {
            return false;
        }

        if (!hasData || data.IsEmpty)
        {
            cameraEvent = new CameraEvent(code, action, index, default, EventDataKind.None);
            return true;
        }

        var text = Utf8Text.Mended(data);
        cameraEvent = new CameraEvent(code, action, index, text, IsJson(text) ? EventDataKind.Json : EventDataKind.Malformed);
        return true;
    }

    /// <summary>Reads an event of which only the begin is there, and leaves its data out.</summary>
    public static bool TryReadTooLong(ReadOnlySpan<byte> begin, [NotNullWhen(true)] out CameraEvent? cameraEvent)
    {
        cameraEvent = null;
        if (TryFindData(begin, out var head, out _) && TryReadHead(head, out var code, out var action, out var index))
        {
            cameraEvent = new CameraEvent(code, action, index, default, EventDataKind.TooLong);
        }

        return cameraEvent is not null;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> head, out string code, out string action, out int? index)
    {
        (code, action, index) = ("", "", null);
        if (head.Length > LongestHead)
        {
            return false;
        }

        foreach (var range in head.Split((byte)';'))
        {
            var pair = head[range].Trim(" \t\r\n"u8);
            var equals = pair.IndexOf((byte)'=');
            if (equals < 0)
            {
                continue;
            }

            var value = pair[(equals + 1)..].Trim((byte)' ');
            switch (pair[..equals])
            {
                case var name when name.SequenceEqual("Code"u8):
                    code = EventNames.OfCode(value);
                    break;
                case var name when name.SequenceEqual("action"u8):
                    action = EventNames.OfAction(value);
                    break;
                case var name when name.SequenceEqual("index"u8):
                    index = Utf8Parser.TryParse(value, out int number, out var read) && read == value.Length ? number : null;
                    break;
                default:
                    break;
            }
        }

        return code.Length > 0;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
