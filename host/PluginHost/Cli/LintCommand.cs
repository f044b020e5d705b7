using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Lint;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Reports;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost lint</c>.</summary>
internal static class LintCommand
{
    public static CliCommand Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "A driver script (.cs), a folder of sources, or a .csproj, .sln or .slnx, which the .NET SDK builds.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = Choice.Create("--format", "How findings are written.", "text", "text", "json", "sarif");
        var severity = Choice.Create("--severity", "The lowest severity that is listed and makes the exit code 1.", "warning", "info", "warning", "error");
        var command = new CliCommand("lint", "Looks for connection leaks in source, without loading it. Exit code 1 where something is found.")
        {
            paths, format, severity,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var result = await RunAsync(parsed.GetRequiredValue(paths), stop);
            var report = new LintReport(result, SeverityNames.Parse(parsed.GetRequiredValue(severity)));
            switch (parsed.GetValue(format))
            {
                case "json":
                    Write(json => JsonReport.Write(json, report));
                    break;
                case "sarif":
                    Write(json => SarifReport.Write(json, report));
                    break;
                default:
                    TextReport.Write(Console.Out, report);
                    break;
            }

            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<LintResult> RunAsync(string[] paths, CancellationToken stop)
    {
        try
        {
            return await LintRun.RunAsync(paths, stop);
        }
        catch (LintUsageException mistake)
        {
            throw ProgramFailure.Usage(mistake.Message);
        }
    }

    private static void Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
