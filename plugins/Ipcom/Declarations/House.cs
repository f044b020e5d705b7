using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Outputs;

namespace PluginHost.Ipcom.Declarations;

/// <summary>What the settings say is behind a controller.</summary>
/// <param name="Outputs">Lights and appliances, each at its output.</param>
/// <param name="Covers">The shutters.</param>
/// <param name="CoverEntities">What people see of the shutters, one by one with <paramref name="Covers"/>.</param>
internal sealed record House(
    IReadOnlyList<IHouseOutput> Outputs, IReadOnlyList<CoverPlan> Covers, IReadOnlyList<CoverEntities> CoverEntities)
{
    /// <summary>Everything people see.</summary>
    public IEnumerable<Entity> Entities =>
        [.. Outputs.SelectMany(output => output.Entities), .. CoverEntities.SelectMany(entities => entities.All)];
}
