using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Loading;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;





namespace PluginHost.Runtime.Plugins;

/// <summary>Stages a plugin and checks all that can be checked before its code runs.</summary>
internal sealed class PluginGate(PluginStaging staging, ScriptStaging scripts)
{
    /// <summary>What a source holds at the moment, and what would be asked of it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public Judgement ToJudge(PluginSource source) => source.Kind == PluginKind.Script
        ? new Judgement(scripts.Hash(source), scripts.Rules)
        : new Judgement(FolderHash.Compute(source.Path), "");

    /// <param name="source">The plugin as found.</param>
    /// <param name="previous">What is known about it; stands where the same content has been judged already.</param>
    /// <param name="stop">Ends a compilation early.</param>
    public async Task<GateOutcome> CheckAsync(PluginSource source, PluginEntry? previous, CancellationToken stop)
    {
        Judgement? wanted = null;
        try
        {
            wanted = ToJudge(source);

            // One that hangs in its constructor would leave another thread behind at every rescan.
            if (previous is not null && previous.Judged == wanted && previous.Source == source)
            {
                return new(previous, null);
            }

            var (staged, findings) = source.Kind == PluginKind.Script
                ? await scripts.StageAsync(source, wanted, stop).ConfigureAwait(false)
                : (staging.Stage(source, wanted.Content), []);
            var gated = Recall(staged) with { Judgement = wanted with { Content = staged.Hash } };

            // The rules have read a script's source, and say where.
            return new(null, source.Kind == PluginKind.Script ? gated with { Facts = gated.Facts with { Diagnostics = findings } } : gated);
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return new(
                PluginEntry.Rejected(source, PluginFailure.Explain(refusal)) with
                {
                    Findings = (refusal as PluginLoadException)?.Diagnostics ?? [],
                    Judged = refusal is PluginLoadException ? wanted : null,
                },
                null);
        }
    }

    /// <summary>Reads what a copy says about itself.</summary>
    /// <exception cref="PluginLoadException">It cannot be loaded.</exception>
    public static GatedPlugin Recall(StagedPlugin staged)
    {
        var shown = staged.Source.Kind == PluginKind.Script ? Path.GetFileName(staged.Source.Path) : Path.GetFileName(staged.MainAssembly);
        var facts = PluginInspector.Inspect(File.ReadAllBytes(staged.MainAssembly), shown);
        RuntimeConfigCheck.Verify(staged.MainAssembly);
        return new GatedPlugin(staged, facts);
    }
}
