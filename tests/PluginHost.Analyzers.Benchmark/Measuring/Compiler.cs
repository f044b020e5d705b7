using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>The SDK's own compiler, in a process of its own for each run.</summary>
internal sealed partial class Compiler
{
    private readonly string _folder;
    private readonly string _dotnet;
    private readonly string _compiler;
    private readonly IReadOnlyList<string> _references;

    private Compiler(string folder, string dotnet, string compiler, IReadOnlyList<string> references) =>
        (_folder, _dotnet, _compiler, _references) = (folder, dotnet, compiler, references);

    /// <summary>Finds the newest SDK beside the runtime that this program runs on.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Compiler OfSdk(string folder)
    {
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var compiler = Newest(Path.Combine(root, "sdk"), Path.Combine("Roslyn", "bincore", "csc.dll"));
        var references = Newest(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), Path.Combine("ref", "net10.0"));
        return new Compiler(folder, Path.Combine(root, "dotnet"), compiler, Directory.GetFiles(references, "*.dll"));
    }

    /// <summary>Compiles the project once with some analyzers.</summary>
    public async Task<Measurement> RunAsync(AnalyzerSet set)
    {
        var configuration = Path.Combine(_folder, set.Name + ".globalconfig");
        await File.WriteAllTextAsync(configuration, "is_global = true\n" + set.Configuration);
        var answers = Path.Combine(_folder, set.Name + ".rsp");
        await File.WriteAllLinesAsync(answers,
        [
            "-noconfig", "-nostdlib+", "-target:library", "-langversion:14", "-nullable:enable", "-optimize+", "-debug:portable", "-reportanalyzer", "-deterministic",
            $"-out:\"{Path.Combine(_folder, set.Name + ".dll")}\"",
            $"-analyzerconfig:\"{configuration}\"",
            .. _references.Select(file => $"-reference:\"{file}\""),
            .. set.Files.Select(file => $"-analyzer:\"{file}\""),
            $"-recurse:\"{Path.Combine(_folder, "*.cs")}\"",
        ]);
        var start = new ProcessStartInfo(_dotnet, ["exec", _compiler, "@" + answers]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {_dotnet}");
        var errors = process.StandardError.ReadToEndAsync();
        var usage = UsageOf(process);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var (processor, peak) = await usage;
        if (Broken().Match(output) is { Success: true } broken)
        {
            throw new InvalidOperationException($"the generated project does not compile: {broken.Value}{await errors}");
        }

        return new Measurement(
            process.ExitCode, AnalyzerTimes.Read(output, set.Ids), processor, peak, Finding().Count(output), Failure().Count(output));
    }

    /// <summary>What the system tells of a process while it lives; the last figures stand.</summary>
    private static async Task<(double Processor, long Peak)> UsageOf(Process process)
    {
        var (processor, peak) = (0d, 0L);
        while (!process.HasExited)
        {
            process.Refresh();
            try
            {
                (processor, peak) = (process.TotalProcessorTime.TotalSeconds, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                // It ended between the question and the answer.
                return (processor, peak);
            }

            await Task.Delay(50);
        }

        return (processor, peak);
    }

    private static string Newest(string folder, string inside) => Directory.GetDirectories(folder)
        .Select(one => (Version: VersionOf(one), Path: Path.Combine(one, inside)))
        .Where(one => one.Version is not null && (File.Exists(one.Path) || Directory.Exists(one.Path)))
        .OrderByDescending(one => one.Version)
        .Select(one => one.Path)
        .FirstOrDefault() ?? throw new InvalidOperationException($"no {inside} in {folder}");

    private static Version? VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : null;

    [GeneratedRegex(@"^.*: error CS\d+.*$", RegexOptions.Multiline)]
    private static partial Regex Broken();

    [GeneratedRegex(@": (warning|error|info) (PH|CA|IDISP)\d+")]
    private static partial Regex Finding();

    [GeneratedRegex(@"\bAD0001\b")]
    private static partial Regex Failure();
}
