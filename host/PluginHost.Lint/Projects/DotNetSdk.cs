using System.ComponentModel;
using System.Diagnostics;

namespace PluginHost.Lint.Projects;

/// <summary>The SDK's command line, as a person would start it.</summary>
internal static class DotNetSdk
{
    /// <summary>Whether an SDK serves a folder.</summary>
    /// <exception cref="LintUsageException">None does; the message says what the machine says.</exception>
    public static async Task RequireAsync(string folder, string forWhat, CancellationToken stop)
    {
        var (code, output) = await RunAsync(folder, ["--version"], stop);
        if (code != 0)
        {
            throw Missing(forWhat, string.Join(' ', output.Where(line => line.Trim().Length > 0).Take(2)));
        }
    }

    /// <summary>Runs it to its end and returns its exit code and its lines. Stopped, it ends with everything it started.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Nothing may run on when this program has ended, and its words are read.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Start(start);
        process.StandardInput.Close();
        var lines = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, [.. (await lines.WaitAsync(stop)).SelectMany(one => one)]);
        }
        catch (OperationCanceledException)
        {
            // What it writes to is deleted next.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw Missing("a project", $"'{start.FileName}' did not start");
        }
        catch (Win32Exception error)
        {
            throw Missing("a project", $"'{start.FileName}': {error.Message}");
        }
    }

    private static LintUsageException Missing(string forWhat, string why) => new($"{forWhat} is built by the .NET SDK, and there is none: {why}");

    private static async Task<List<string>> ReadAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
