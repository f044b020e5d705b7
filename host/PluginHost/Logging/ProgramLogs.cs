using PluginHost.Runtime.Configuration;
using Serilog;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace PluginHost.Server.Logging;

/// <summary>The log of the process: readable lines on standard error, every line as JSON in a file a day.</summary>
internal static class ProgramLogs
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const int FilesKept = 14;

    /// <param name="console">The least severe lines shown on standard error.</param>
    /// <param name="secrets">Hides secrets in every line.</param>
    /// <param name="folder">Where the files go; <see langword="null"/> for none.</param>
    public static ILoggerFactory Create(LogEventLevel console, SecretMask secrets, string? folder)
    {
        // The second channel: what the log itself cannot do is said where somebody may still see it.
        SelfLog.Enable(line => Console.Error.WriteLine(secrets.Mask(line)));
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            // Devices have levels of their own, which the runtime keeps.
            .MinimumLevel.Override("device", LogEventLevel.Debug)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new ConsoleLogFormatter(secrets), console, standardErrorFromLevel: LogEventLevel.Verbose);
        if (folder is not null)
        {
            configuration.WriteTo.File(
                new JsonLogFormatter(secrets),
                Path.Combine(folder, "pluginhost-.json"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: LargestFile,
                retainedFileCountLimit: FilesKept);
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
