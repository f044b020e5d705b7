using PluginHost.Lint.Findings;
using PluginHost.Lint.Projects;
using PluginHost.Lint.Sources;

namespace PluginHost.Lint;

/// <summary>Runs the rules over files, folders, projects and solutions.</summary>
public static class LintRun
{
    /// <summary>Runs the rules.</summary>
    /// <param name="paths">What to look at.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LintUsageException">A path is not there or cannot be looked at, or a project needs an SDK and there is none.</exception>
    public static async Task<LintResult> RunAsync(IEnumerable<string> paths, CancellationToken stop)
    {
        var subjects = LintSubjects.Find(paths);
        var results = new List<LintResult>();
        foreach (var project in subjects.Projects)
        {
            results.Add(await ProjectLint.RunAsync(project, stop).ConfigureAwait(false));
        }

        foreach (var script in subjects.Scripts)
        {
            results.Add(await SourceLint.ScriptAsync(script, stop).ConfigureAwait(false));
        }

        foreach (var folder in subjects.Folders)
        {
            results.Add(await SourceLint.FolderAsync(folder, stop).ConfigureAwait(false));
        }

        return LintResult.Merge(results);
    }
}
