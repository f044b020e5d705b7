using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Hosting;

/// <summary>Says what the host itself knows to hold a generation: code of it that runs, and what it opened.</summary>
internal sealed class GenerationBooks(ConnectionLedger ledger, RunningCode running)
{
    private const int MostNamed = 10;

    public IReadOnlyList<string> Read(RetiredGeneration generation)
    {
        var code = running.Of(generation.Plugin, generation.Generation).Select(one => $"{one.What}{OfDevice(one.Owner)} still runs.");
        var open = ledger.OpenOf(generation.Plugin, generation.Generation).Select(one => one.IsRoundTheHost
            ? $"It opened a connection to {one.Line.Remote} round the host{OfDevice(one.Line.Owner)}, which cannot close it, by {one.OpenedBy}."
            : $"Its {one.Line.Kind.ToName()} {one.Line.Id} to {one.Line.Remote}{OfDevice(one.Line.Owner)} is open since {one.Line.OpenedAt:u}, by {one.OpenedBy}.");
        var all = code.Concat(open).ToList();
        return all.Count <= MostNamed ? all : [.. all.Take(MostNamed), $"{all.Count - MostNamed} more calls and connections of it are known."];
    }

    private static string OfDevice(LedgerOwner owner) => owner.Device is { } device ? $" for device '{device}'" : "";
}
