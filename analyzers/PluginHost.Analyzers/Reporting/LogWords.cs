using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reporting;

/// <summary>Names by which a log is known, whoever wrote it.</summary>
internal static class LogWords
{
    /// <summary>In the name of a type, field or delegate that takes reports.</summary>
    public static readonly ISet<string> Takers = Words.Set("Log", "Logs", "Logger", "Logging", "Trace", "Tracer", "Tracing", "Telemetry", "Journal");

    /// <summary>Types that take reports, with all that derive from them.</summary>
    public static readonly ISet<string> TakingTypes = new HashSet<string>(StringComparer.Ordinal) { "EventSource", "DiagnosticSource" };

    /// <summary>In the name of a method that reports.</summary>
    public static readonly ISet<string> Reports = Words.Set(
        "Log", "Warn", "Warning", "Error", "Errors", "Fail", "Failed", "Failure", "Fault", "Faulted", "Trace", "Report", "Exception", "Exceptions", "Throw", "Info",
        "Debug", "Verbose", "Print", "Printf");

    /// <summary>After "log" these speak of something else.</summary>
    public static readonly ISet<string> NotAfterLog = Words.Set("In", "Out", "Off", "On");

    /// <summary>Whether a name has one of these words, wherever it comes from.</summary>
    public static bool AreIn(string name) => Words.Any(name, Takers) || Words.Any(name, Reports);

    /// <summary>What is in these namespaces and is called on nothing else is a log.</summary>
    public static readonly IReadOnlyList<string> Namespaces = ["Microsoft.Extensions.Logging", "Serilog", "NLog", "log4net", "Common.Logging"];
}
