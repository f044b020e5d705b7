namespace PluginHost.Soak;

/// <summary>Judges the samples: figures may wander, they may not rise.</summary>
internal static class SoakVerdict
{
    /// <summary>Sockets of faults under way come and go.</summary>
    private const double DescriptorsAllowed = 12;

    /// <summary>The heap grows until its first full collections.</summary>
    private const double MemoryAllowedMb = 40;

    /// <returns>What is wrong; empty when nothing is.</returns>
    public static string Judge(
        IReadOnlyList<SoakSample> samples,
        SoakSample healed,
        int devices,
        IReadOnlyDictionary<string, int> peaks,
        IReadOnlyList<string> complaints)
    {
        List<string> wrong = [.. complaints];
        if (healed.Online != devices)
        {
            wrong.Add($"{healed.Online} of {devices} devices came back after the last fault");
        }

        if (healed.Leaked > 0)
        {
            wrong.Add($"{healed.Leaked} transports leaked");
        }

        if (healed.CloseWait > 0)
        {
            wrong.Add($"{healed.CloseWait} sockets in CLOSE_WAIT at the end");
        }

        if (healed.Open > devices)
        {
            wrong.Add($"{healed.Open} transports open for {devices} devices");
        }

        wrong.AddRange(peaks.Where(peak => peak.Value > 1).Select(peak => $"{peak.Key} had {peak.Value} connections at once"));
        if (peaks.Count != devices)
        {
            wrong.Add($"the log tells of {peaks.Count} of {devices} devices");
        }

        Rise(samples, sample => sample.Descriptors, DescriptorsAllowed, "descriptors", wrong);
        Rise(samples, sample => sample.MemoryMb, MemoryAllowedMb, "memory in MB", wrong);
        return string.Join("; ", wrong);
    }

    /// <summary>Compares the median of the last third with that of the first third after the first sample.</summary>
    private static void Rise(
        IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure, double allowed, string name, List<string> wrong)
    {
        var warm = samples.Skip(1).Select(figure).ToList();
        if (warm.Count < 3)
        {
            return;
        }

        var third = warm.Count / 3;
        var (first, last) = (Median(warm.Take(third)), Median(warm.TakeLast(third)));
        if (last - first > allowed)
        {
            wrong.Add($"{name} rose from {first:0} to {last:0}");
        }
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
