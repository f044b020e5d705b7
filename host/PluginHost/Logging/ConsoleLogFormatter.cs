using System.Globalization;
using PluginHost.Runtime.Configuration;
using Serilog.Events;
using Serilog.Formatting;

namespace PluginHost.Server.Logging;

/// <summary>A line for people: <c>[12:00:01 INF] cinema barco#1 Opened tcp 1 to 192.168.1.20:9090</c>.</summary>
internal sealed class ConsoleLogFormatter(SecretMask secrets) : ITextFormatter
{
    private static readonly string[] Levels = ["VRB", "DBG", "INF", "WRN", "ERR", "FTL"];

    private readonly LogEventText _text = new(secrets);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"[{logEvent.Timestamp:HH:mm:ss} {Levels[(int)logEvent.Level]}] "));
        output.Write(Source(logEvent));
        output.Write(' ');
        output.WriteLine(_text.Message(logEvent));
        if (_text.Exception(logEvent) is { } error)
        {
            output.WriteLine(error);
        }
    }

    private string Source(LogEvent line)
    {
        if (_text.Property(line, "Device") is { Length: > 0 } device)
        {
            return $"{device} {_text.Property(line, "Driver")}#{_text.Property(line, "Generation")}";
        }

        var source = _text.Property(line, "SourceContext");
        return source[(source.LastIndexOf('.') + 1)..];
    }
}
