using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Lint.Analysis;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Gate;

/// <summary>
/// Examines the source of a driver before it is loaded. No exemption by the source counts: neither a suppression nor a pragma,
/// nor a mark as generated code, nor a configuration beside it.
/// </summary>
public sealed class DriverGate
{
    /// <summary>The id of a reason that is neither the compiler's nor a rule's.</summary>
    public const string GateFailed = "GATE";

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    /// <summary>A gate with every rule.</summary>
    public DriverGate()
        : this(LifecycleRules.Analyzers)
    {
    }

    internal DriverGate(ImmutableArray<DiagnosticAnalyzer> analyzers) => _analyzers = analyzers;

    /// <summary>Examines one driver. Whatever its source holds is an outcome, never an exception.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="references">What it compiles against.</param>
    /// <param name="limit">Ends the examination: what was not finished is not verified.</param>
    public async Task<Examination> ExamineAsync(IReadOnlyList<SourceFile> files, IEnumerable<MetadataReference> references, CancellationToken limit)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(references);
        if (files.Count == 0)
        {
            return Reason("there is no source");
        }

        try
        {
            // A rule may be slower than its token: the caller is told in time all the same.
            return new Examination(await Task.Run(() => RunAsync(files, references, limit), limit).WaitAsync(limit).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Reason("the examination was ended before it was finished");
        }
        catch (Exception error)
        {
            return Reason($"the compiler failed on it ({error.GetType().Name}: {error.Message})");
        }

        Examination Reason(string message) => new([Finding.At(null, GateFailed, message)]);
    }

    /// <summary>What the rules find in a driver that somebody else compiles.</summary>
    internal Task<IReadOnlyList<Finding>> FindAsync(GeneratedCompilation source, CancellationToken limit) =>
        RuleRun.FindAsync(source.With(new NothingIsExempt()), _analyzers, new HostModeOptions(), limit);

    private async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<SourceFile> files, IEnumerable<MetadataReference> references, CancellationToken limit)
    {
        var parsed = files.Select(ParsedFile.Of).ToList();
        if (parsed.Select(file => file.TooDeep).OfType<Place>().ToList() is { Count: > 0 } tooDeep)
        {
            return [.. tooDeep.Select(place => Finding.At(place, GateFailed, Nesting.Message))];
        }

        var refused = parsed.SelectMany(file => file.Refused).Select(one => Finding.At(one.Place, GateFailed, one.Message));
        var source = SourceGenerators.Run(DriverCompilation.Create("Driver", [.. parsed.Select(file => file.Tree!)], references), limit);
        var found = await RuleRun.RunAsync(source.With(new NothingIsExempt()), _analyzers, new HostModeOptions(), limit).ConfigureAwait(false);
        return refused.Concat(found).Sorted();
    }
}
