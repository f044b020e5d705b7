using System.ComponentModel;
using System.Diagnostics;

namespace PluginHost.Server.Dumps;

/// <summary>Runs a program to its end, within a time.</summary>
internal static class ChildProcess
{
    /// <exception cref="DumpFailure">It could not be started, took too long, or failed; the message says which.</exception>
    /// <returns>What it wrote to its standard output.</returns>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        var name = Path.GetFileName(program);
        using var child = Start(program, arguments, name);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(limit);
        try
        {
            var output = child.StandardOutput.ReadToEndAsync(over.Token);
            var errors = child.StandardError.ReadToEndAsync(over.Token);
            await child.WaitForExitAsync(over.Token);
            return child.ExitCode == 0
                ? await output
                : throw new DumpFailure($"{name} ended with exit code {child.ExitCode}: {Last(await errors) ?? Last(await output) ?? "it said nothing"}");
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            throw new DumpFailure($"{name} was not done within {limit.TotalSeconds:0} s");
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, string name)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception error)
        {
            throw new DumpFailure($"{name} cannot be started: {error.Message}");
        }
    }

    private static string? Last(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
}
