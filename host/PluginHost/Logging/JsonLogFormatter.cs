using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Runtime.Configuration;
using Serilog.Events;
using Serilog.Formatting;

namespace PluginHost.Server.Logging;

/// <summary>A line for programs, with Serilog's usual names. Secrets are hidden before escaping could disguise them.</summary>
internal sealed class JsonLogFormatter(SecretMask secrets) : ITextFormatter
{
    /// <summary>The file is read by people too, and embedded in no page.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LogEventText _text = new(secrets);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp", logEvent.Timestamp);
            json.WriteString("Level", logEvent.Level.ToString());
            json.WriteString("Message", _text.Message(logEvent));
            if (_text.Exception(logEvent) is { } error)
            {
                json.WriteString("Exception", error);
            }

            json.WriteStartObject("Properties");
            foreach (var (name, value) in logEvent.Properties)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: null }: json.WriteNullValue(); break;
            case ScalarValue { Value: bool flag }: json.WriteBooleanValue(flag); break;
            case ScalarValue { Value: int number }: json.WriteNumberValue(number); break;
            case ScalarValue { Value: long number }: json.WriteNumberValue(number); break;
            default: json.WriteStringValue(_text.Text(value)); break;
        }
    }
}
