using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Projects;

/// <summary>Has the SDK build a project or solution with the rules in its compiler, and reads what they logged.</summary>
internal static class ProjectLint
{
    private static readonly string Targets = Path.Combine(AppContext.BaseDirectory, "lint", "PluginHost.Lint.targets");

    /// <exception cref="LintUsageException">There is no SDK.</exception>
    public static async Task<LintResult> RunAsync(string project, CancellationToken stop)
    {
        var folder = Path.GetDirectoryName(project)!;
        await DotNetSdk.RequireAsync(folder, project, stop);
        var logs = Directory.CreateTempSubdirectory("pluginhost-lint-");
        try
        {
            var (code, output) = await DotNetSdk.RunAsync(folder, Arguments(project, logs.FullName + Path.DirectorySeparatorChar), stop);
            return Read(project, logs.FullName, code, output);
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Arguments(string project, string logs) =>
    [
        "build", project, "-nologo", "-v:quiet", "-tl:off", "-clp:ErrorsOnly;NoSummary", "-nodeReuse:false",
        Property("CustomAfterMicrosoftCommonTargets", Targets),
        Property("PluginHostLintFolder", logs),
        Property("PluginHostLintAnalyzers", LifecycleRules.File),
        Property("UseSharedCompilation", "false"),
        Property("RunAnalyzers", "true"),
        Property("RunAnalyzersDuringBuild", "true"),

        // A finding has its own severity, and must not keep the projects behind it from being built.
        Property("TreatWarningsAsErrors", "false"),
        Property("MSBuildTreatWarningsAsErrors", "false"),
        Property("CodeAnalysisTreatWarningsAsErrors", "false"),
    ];

    // What separates properties and escapes characters may stand in a path.
    private static string Property(string name, string value) => $"-p:{name}=" + value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    private static LintResult Read(string project, string folder, int exitCode, IReadOnlyList<string> output)
    {
        var logs = Directory.GetFiles(folder, "*.sarif").Select(ErrorLog.Read).ToList();
        var findings = logs.SelectMany(log => log.Findings).ToList();
        var failures = logs.SelectMany(log => log.Failures).ToList();
        if (exitCode != 0)
        {
            var known = findings.Select(finding => (finding.Id, finding.File, finding.Line)).ToHashSet();
            var errors = output.Select(BuildError.Parse).OfType<Finding>().Where(error => !known.Contains((error.Id, error.File, error.Line))).ToList();
            findings.AddRange(errors);
            failures.AddRange(Directory.GetFiles(folder, "*.project")
                .Where(named => !File.Exists(Path.ChangeExtension(named, ".sarif")))
                .SelectMany(File.ReadLines)
                .Select(missing => $"{missing}: was not compiled, because the build failed before"));
            if (findings.Count == 0)
            {
                failures.Add($"{project}: dotnet build ended with {exitCode}: {string.Join(' ', output.Where(line => line.Trim().Length > 0).TakeLast(3))}");
            }
        }
        else if (logs.Count == 0)
        {
            failures.Add($"{project}: no C# project was compiled");
        }

        return new LintResult(findings, [.. Directory.GetFiles(folder, "*.sources").SelectMany(File.ReadLines).Where(IsWritten)], failures);
    }

    private static bool IsWritten(string source) => source.Length > 0 && !source.Split('/', '\\').Contains("obj");
}
