using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api.Documents;

/// <summary>An entry of the event log, written as the document that it already is.</summary>
internal sealed class EventEntryConverter : JsonConverter<EventEntry>
{
    public override EventEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are only ever written.");

    public override void Write(Utf8JsonWriter writer, EventEntry value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
}
