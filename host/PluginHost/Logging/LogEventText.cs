using System.Globalization;
using PluginHost.Runtime.Configuration;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace PluginHost.Server.Logging;

/// <summary>Texts of a log event, without secrets.</summary>
internal sealed class LogEventText(SecretMask secrets)
{
    private readonly MessageTemplateTextFormatter _message = new("{Message:l}", CultureInfo.InvariantCulture);

    public string Message(LogEvent line)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(line, text);
        return secrets.Mask(text.ToString());
    }

    public string? Exception(LogEvent line) => line.Exception is { } error ? secrets.Mask(error.ToString()) : null;

    /// <summary>A property as it would stand in a sentence; empty when the event has none of that name.</summary>
    public string Property(LogEvent line, string name) =>
        line.Properties.TryGetValue(name, out var value) ? Text(value) : "";

    public string Text(LogEventPropertyValue value) =>
        secrets.Mask(value is ScalarValue { Value: string text } ? text : value.ToString(null, CultureInfo.InvariantCulture));
}
