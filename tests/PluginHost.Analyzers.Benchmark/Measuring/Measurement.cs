using System.Globalization;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>One run of the compiler.</summary>
/// <param name="ExitCode">How it ended; not 0 also where an analyzer took it down.</param>
/// <param name="Analyzers">Seconds in each analyzer, as the compiler tells.</param>
/// <param name="Processor">Seconds of processor time of the whole compiler.</param>
/// <param name="PeakBytes">The most memory it held.</param>
/// <param name="Findings">How much was reported.</param>
/// <param name="Failed">Analyzers that threw (AD0001).</param>
internal sealed record Measurement(
    int ExitCode, IReadOnlyDictionary<string, double> Analyzers, double Processor, long PeakBytes, int Findings, int Failed)
{
    /// <summary>Seconds in all analyzers together.</summary>
    public double InAnalyzers => Analyzers.Values.Sum();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{InAnalyzers:0.00} s in analyzers, {Processor:0.0} s of processor time, {PeakBytes / 1e6:0} MB, {Findings} findings{(Failed > 0 ? $", {Failed} failures" : "")}{(ExitCode != 0 ? $", ended with {ExitCode}" : "")}");
}
