namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>Says what holds a generation: what the host knows first, then what its code lets suspect.</summary>
internal static class Holders
{
    private const string Hint = "Outside the ledger: ";

    /// <summary>Whether a holder is none, but says how to find it.</summary>
    public static bool IsHint(string holder) => holder.StartsWith(Hint, StringComparison.Ordinal);

    /// <param name="generation">One that lingers.</param>
    /// <param name="facts">What the host's own books say.</param>
    /// <param name="finished">Whether the collection came to its end.</param>
    public static IReadOnlyList<string> Of(RetiredGeneration generation, IReadOnlyList<string> facts, bool finished)
    {
        IReadOnlyList<string> stuck = finished ? [] : ["A finalizer does not return, so that nothing of any plugin can be collected."];
        IReadOnlyList<string> known = [.. stuck, .. facts, .. PinningSuspects.Of(generation.Copy)];
        return known.Count > 0 ? known :
        [
            Hint + "the host lent it nothing that is still open, runs nothing of it, and its code uses nothing that is "
            + $"known to keep a plugin in memory. 'POST /api/v1/plugins/{generation.Plugin}/dump?generation={generation.Generation}' finds what does.",
        ];
    }
}
