using System.Runtime.InteropServices;
using System.Text.Json;
using PluginHost.Dahua.Protocol.Events;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>The events in a message.</summary>
internal static class NotifiedEvents
{
    /// <summary>Reads them, in their order; none where the message tells none. One without a code is left out.</summary>
    public static IReadOnlyList<CameraEvent> In(RpcMessage message)
    {
        if (message.Method != RpcMethods.NotifyEvents || message.Params.Member("eventList"u8) is not { ValueKind: JsonValueKind.Array } list)
        {
            return [];
        }

        var events = new List<CameraEvent>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            if (element.Text("Code"u8) is { Length: > 0 } code)
            {
                events.Add(Read(element, code));
            }
        }

        return events;
    }

    private static CameraEvent Read(JsonElement element, string code)
    {
        var index = element.Whole("Index"u8) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : (int?)null;
        var data = element.Member("Data"u8);
        return data.ValueKind == JsonValueKind.Undefined
            ? new CameraEvent(code, element.Text("Action"u8) ?? "", index, default, EventDataKind.None)
            : new CameraEvent(code, element.Text("Action"u8) ?? "", index, JsonMarshal.GetRawUtf8Value(data).ToArray(), EventDataKind.Json);
    }
}
